import type { TunedRow } from '../tuning/oracle';
import { nullPlaceOf, placeOf, rolledBackPercent, type Row } from './play-cell';
import type { Rule } from './rule';
import { OURS_10, OURS_10_WARM_UP, OURS_60, RULES_BY_DATA } from './rules';

/** A peer that rolls back more than this with nothing wrong in a cell is not compared there. */
export const HELD_PERCENT = 5;

/** What ours has to be, on which data. */
const COMPARED: readonly { readonly ours: Rule; readonly dataSeconds: 10 | 60; readonly goal: number }[] = [
  { ours: OURS_60, dataSeconds: 60, goal: 5 },
  { ours: OURS_10, dataSeconds: 10, goal: 15 },
  { ours: OURS_10_WARM_UP, dataSeconds: 10, goal: 3 },
];

export const AS_DOCUMENTED = 'all as documented, each cell of each';
export const TUNED = 'all tuned for the cell, each cell of each';
export const SOONEST = 'in each cell the soonest of all';

/** How many times sooner ours is than one peer, over the cells in which the peer holds its false rollbacks. */
export interface Sooner {
  readonly ours: string;
  readonly peer: string;
  readonly cells: number;
  /** By the median seconds of a cell; the middle of the cells, and the lowest. */
  readonly medianTimes: number | undefined;
  readonly worstTimes: number | undefined;
  /** By the mean seconds of a cell; the middle of the cells. */
  readonly meanTimes: number | undefined;
  /** By the median seconds, what a test would be that decides at the information limit; the middle of the cells. */
  readonly possibleTimes: number | undefined;
  /** In how many cells the peer is sooner, by its mean. */
  readonly lost: number;
  readonly goal: number;
}

/** One cell in which a peer is compared. */
export interface Compared {
  readonly peer: string;
  readonly tuned: boolean;
  readonly cell: string;
  readonly times: number;
  readonly meanTimes: number;
  /** Undefined where no limit is known. */
  readonly possibleTimes: number | undefined;
}

/** For each data: each peer by itself, all of them together, and in each cell the soonest of them. */
export function soonerThanPeers(rows: readonly Row[], tuned: readonly TunedRow[]): readonly Sooner[] {
  return COMPARED.flatMap(({ ours, dataSeconds, goal }) => {
    const compared = comparisons(rows, tuned, ours, dataSeconds);
    const peers = [...new Set(compared.map(({ peer }) => peer))];
    const cells = [...new Set(compared.map(({ cell }) => cell))];
    const soonest = cells.flatMap((cell) => {
      const here = compared.filter((one) => one.cell === cell).sort((left, right) => left.meanTimes - right.meanTimes);
      return here.slice(0, 1);
    });
    const summed = (name: string, some: readonly Compared[]) => sum(ours.name, name, some, goal);
    return [
      ...peers.map((peer) =>
        summed(
          peer,
          compared.filter((one) => one.peer === peer),
        ),
      ),
      summed(
        AS_DOCUMENTED,
        compared.filter((one) => !one.tuned),
      ),
      summed(
        TUNED,
        compared.filter((one) => one.tuned),
      ),
      summed(SOONEST, soonest),
    ];
  });
}

function comparisons(
  rows: readonly Row[],
  tuned: readonly TunedRow[],
  ours: Rule,
  dataSeconds: 10 | 60,
): readonly Compared[] {
  const peers = RULES_BY_DATA.find((one) => one.dataSeconds === dataSeconds)?.rules.filter((rule) => !rule.ours) ?? [];
  const at = new Map(rows.map((row) => [`${row.rule} | ${placeOf(row)}`, row]));
  return rows
    .filter((row) => row.kind === 'regression' && row.rule === ours.name)
    .flatMap((own) => {
      const known = peers.flatMap(({ name }) => {
        const row = at.get(`${name} | ${placeOf(own)}`);
        const harmless = at.get(`${name} | ${nullPlaceOf(own)}`);
        return row && harmless ? [{ peer: name, tuned: false, row, harmless }] : [];
      });
      const best = tuned.flatMap(({ family, regression, harmless, dataSeconds: data }) =>
        data === dataSeconds && regression && harmless && placeOf(regression) === placeOf(own)
          ? [{ peer: family, tuned: true, row: regression, harmless }]
          : [],
      );
      return [...known, ...best].flatMap(({ peer, tuned: isTuned, row, harmless }) => {
        if (rolledBackPercent(harmless) > HELD_PERCENT || !isTelling(own, row)) return [];
        const seconds = secondsOf(row);
        const { limitSeconds: limit, everySeconds } = own;
        return [
          {
            peer,
            tuned: isTuned,
            cell: placeOf(own),
            times: seconds / secondsOf(own),
            meanTimes: row.meanSeconds / own.meanSeconds,
            possibleTimes: limit === undefined ? undefined : seconds / Math.max(everySeconds, limit),
          },
        ];
      });
    });
}

/** Where neither rolls back half of the releases, both medians are the end of the window, and tell nothing. */
function isTelling(own: Row, peer: Row): boolean {
  return own.medianSeconds !== undefined || peer.medianSeconds !== undefined;
}

/** The median; where fewer than half are rolled back, the end of the window, which is too soon for it. */
function secondsOf({ medianSeconds, openSeconds }: Row): number {
  return medianSeconds ?? openSeconds;
}

function sum(ours: string, peer: string, compared: readonly Compared[], goal: number): Sooner {
  const times = compared.map((one) => one.times).sort((left, right) => left - right);
  const possible = compared.flatMap((one) => one.possibleTimes ?? []).sort((left, right) => left - right);
  const means = compared.map((one) => one.meanTimes).sort((left, right) => left - right);
  return {
    ours,
    peer,
    cells: compared.length,
    medianTimes: middle(times),
    worstTimes: times[0],
    meanTimes: middle(means),
    possibleTimes: middle(possible),
    lost: means.filter((one) => one < 1).length,
    goal,
  };
}

function middle(sorted: readonly number[]): number | undefined {
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? undefined : Math.sqrt(low * high);
}
