import type { TunedRow } from '../tuning/oracle';
import type { Trade } from '../tuning/trade-off';
import type { Finished } from './finished';
import { falseRollbackGoal, type Judged } from './goals';
import type { Row } from './play-cell';
import type { Play, Plays, Size } from './plays';
import type { StandardRow } from './standard-gates';

export const QUICK: Size = { nulls: 400, regressions: 400, atMost: 400, standard: 100, tuning: 400, curve: 0 };
export const FULL: Size = { nulls: 2000, regressions: 600, atMost: 20_000, standard: 1000, tuning: 1000, curve: 600 };

/** A bound this near to its goal, in points, is not known well enough with fewer runs. */
const NEAR = 0.3;

/** All that was played. */
export interface Played extends Judged {
  /** Nothing wrong, rolled back all the same: known, and not judged. */
  readonly unsolved: readonly Row[];
  /** The static rules, set by one who knows each cell. */
  readonly tuned: readonly TunedRow[];
  /** Not judged: the goals are about the watch, whatever it tolerates. */
  readonly standard: readonly StandardRow[];
  /** Other settings of the watch; none where they were not asked for. */
  readonly curve: readonly Trade[];
}

/** Plays everything that is not known yet. */
export function playAll(plays: Plays, size: Size, { orPlayed }: Pick<Finished, 'orPlayed'>): Played {
  const done = <Result>({ name, play }: Play<Result>) => orPlayed(name, play);
  const nulls = plays.nulls.flatMap((first, index) => {
    const rows = done(first);
    const again = plays.again[index];
    if (!again || !needsMore(rows, size)) return rows;
    const more = done(again);
    return rows.map((row) => more.find(({ rule }) => rule === row.rule) ?? row);
  });
  return {
    rows: [...nulls, ...plays.regressions.flatMap(done)],
    unsolved: plays.unsolved.flatMap(done),
    certified: done(plays.certified),
    latency: done(plays.latency),
    tuned: plays.tuned.flatMap(done),
    standard: done(plays.standard),
    curve: plays.curve.map(done),
  };
}

/** What is to be played again with more runs, by what the first showed. */
export function playsAgain(
  plays: Plays,
  size: Size,
  { orPlayed }: Pick<Finished, 'orPlayed'>,
): readonly Play<unknown>[] {
  return plays.again.filter((_, index) => {
    const first = plays.nulls[index];
    return first !== undefined && needsMore(orPlayed(first.name, first.play), size);
  });
}

function needsMore(rows: readonly Row[], { nulls, atMost }: Size): boolean {
  return atMost > nulls && rows.some(isNear);
}

/** Whether more runs are needed to tell. */
export function isNear(row: Row): boolean {
  const goal = falseRollbackGoal(row);
  return goal !== undefined && Math.abs(row.upperPercent - goal) <= NEAR;
}
