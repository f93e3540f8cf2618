import type { Row } from './cells';
import { OURS_CACHED, OURS_FRESH } from './our-rules';

export interface GoalResult {
  readonly goal: string;
  /** The worst cell that the goal is about. */
  readonly measured: string;
  readonly met: boolean;
}

const OURS = [OURS_CACHED.name, OURS_FRESH.name];

/** What the shipped rule has to hold, each by its worst cell. */
export function goalResults(rows: readonly Row[], runs: number): readonly GoalResult[] {
  const middle = rows.filter(({ noise, truth }) => noise === 'middle' && truth === 'equal');
  const cached = middle.filter(({ rule }) => rule === OURS_CACHED.name);
  const fresh = middle.filter(({ rule }) => rule === OURS_FRESH.name);
  const onMargin = rows.filter(({ rule, truth }) => OURS.includes(rule) && truth.startsWith('-0.2'));
  const equal = rows.filter(({ rule, truth }) => OURS.includes(rule) && truth === 'equal');
  const calls = ({ callsPerLimit }: Row) => callsPerLimit;
  const certified = ({ certifiedPercent }: Row) => certifiedPercent;
  const rejected = ({ rejectedPercent }: Row) => rejectedPercent;
  return [
    atMost('calls / limit, cached blue, equal, middle noise', cached, calls, 1.25, 0),
    atMost('calls / limit, fresh blue, equal, middle noise', fresh, calls, 4, 0),
    atMost('false certification %, every cell at -0.2', onMargin, certified, 5, chance(5, runs)),
    atMost('false rejection %, every cell that is equal', equal, rejected, 2.5, chance(2.5, runs)),
    atLeast('certified %, cached blue, equal, middle noise, 300 cases', cached, certified, 95),
  ];
}

/**
 * How much a share may be above what is allowed by chance alone: two standard errors of this many runs. The bound is
 * proven; what is measured here is whether the code keeps it.
 */
function chance(percent: number, runs: number): number {
  return 2 * Math.sqrt((percent * (100 - percent)) / runs);
}

function atMost(
  goal: string,
  rows: readonly Row[],
  value: (row: Row) => number,
  most: number,
  byChance: number,
): GoalResult {
  const worst = rows.reduce((left, right) => (value(right) > value(left) ? right : left));
  const allowed = byChance > 0 ? `${most} (+ ${byChance.toFixed(1)} by chance)` : String(most);
  return {
    goal: `${goal} ≤ ${allowed}`,
    measured: `${value(worst).toFixed(2)} (${place(worst)})`,
    met: value(worst) <= most + byChance,
  };
}

function atLeast(goal: string, rows: readonly Row[], value: (row: Row) => number, least: number): GoalResult {
  const [worst] = rows.filter(({ suiteSize }) => suiteSize === 300);
  if (!worst) throw new Error('No suite of 300 cases was played.');
  return {
    goal: `${goal} ≥ ${least}`,
    measured: `${value(worst).toFixed(2)} (${place(worst)})`,
    met: value(worst) >= least,
  };
}

function place({ rule, noise, truth, suiteSize }: Row): string {
  return `${rule}, ${noise} noise, ${truth}, ${suiteSize} cases`;
}
