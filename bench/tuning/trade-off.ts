import { WATCH_PARAMETERS, type WatchParameters } from '../../lib/domain/watch/watch-parameters';
import { NULLS, REGRESSIONS, type Cell } from '../detection/cells';
import { drawsFrom } from '../detection/draws';
import { SHORTEST_LIMIT_SECONDS, timesOverLimit } from '../detection/goals';
import { limitSeconds } from '../detection/information-limit';
import { WINDOW_MINUTES } from '../detection/made-up-shift';
import { playCell, type Row } from '../detection/play-cell';
import { sluice } from '../detection/rules';

/** One setting of the watch beside the one that ships, and what it does. */
export interface Trade {
  readonly setting: string;
  /** The highest upper 95 % bound of false rollbacks, in percent: where callers try again, and in all other nulls. */
  readonly clustersPercent: number;
  readonly nullsPercent: number;
  /** Mean time over the limit, of the cells where nearly all are seen. */
  readonly medianTimes: number;
  readonly worstTimes: number;
  /** Of what begins late. */
  readonly lateTimes: number;
  readonly runs: number;
}

/** Stands in the seeds that parameters are chosen with: never those that the watch is judged with. */
const TUNING = 'detection, tuning';

/**
 * By name, what is set otherwise. The reserve is for what begins late, and taken from what is wrong at once. Many stakes
 * are each worth less, and one of few is seldom the right one. The dispersion slows down what may come in clusters.
 */
export const SETTINGS: Readonly<Record<string, WatchParameters>> = {
  'as it ships': WATCH_PARAMETERS,
  'reserve 0': { ...WATCH_PARAMETERS, reserve: 0 },
  'reserve 0.2': { ...WATCH_PARAMETERS, reserve: 0.2 },
  'reserve 0.4': { ...WATCH_PARAMETERS, reserve: 0.4 },
  'four stakes': { ...WATCH_PARAMETERS, stakes: [0.04, 0.13, 0.4, 0.95] },
  'dispersion as estimated': {
    ...WATCH_PARAMETERS,
    dispersion: { ...WATCH_PARAMETERS.dispersion, standardErrorsOff: 0 },
  },
};

const LONGEST_LIMIT_SECONDS = (WINDOW_MINUTES * 60) / 2;

/** The regressions that nearly all are seen of and whose limit tells something, and the nulls nearest to their goal. */
export function cellsOfTradeOff(): readonly Cell[] {
  const tight = ['edge of the tolerance', 'true split 11 %', 'incident in both'];
  const nulls = NULLS.filter(
    ({ kind, name, requestsPerSecond }) =>
      kind === 'clusters' || (tight.includes(name) && requestsPerSecond > 1 && requestsPerSecond < 1000),
  );
  const regressions = REGRESSIONS.filter((cell) => {
    const limit = limitSeconds(cell);
    return limit >= SHORTEST_LIMIT_SECONDS && limit <= LONGEST_LIMIT_SECONDS;
  });
  return [...nulls, ...regressions];
}

/** Plays one setting, looking every 10 s with a pre-warmed green. */
export function playTrade(setting: string, parameters: WatchParameters, runs: number, seed: number): Trade {
  const rule = sluice(10, 0, parameters);
  const draws = drawsFrom(TUNING, seed);
  const rows = cellsOfTradeOff().flatMap((cell) => playCell(cell, runs, draws, [rule]));
  const times = timesOverLimit(rows, rule.name);
  const bound = (kind: Row['kind']) =>
    Math.max(...rows.filter((row) => row.kind === kind).map((row) => row.upperPercent));
  return {
    setting,
    clustersPercent: bound('clusters'),
    nullsPercent: bound('null'),
    medianTimes: times[Math.floor(times.length / 2)]?.times ?? NaN,
    worstTimes: times.at(-1)?.times ?? NaN,
    lateTimes: times.find(({ place }) => place.includes('from minute'))?.times ?? NaN,
    runs,
  };
}
