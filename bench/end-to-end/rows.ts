import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { HORIZON_SECONDS, type PlayedRelease } from './judge-release';
import type { Cell } from './plans';
import type { Setting } from './settings';

/** What came of a cell. */
export interface Row extends Pick<Setting, 'whose'> {
  readonly setting: string;
  readonly case: string;
  readonly kind: Cell['case']['kind'];
  readonly requestsPerSecond: number;
  readonly rehearsals: number;
  /** Releases that did not go through, and the 95 % interval of their share. */
  readonly stopped: number;
  readonly lowerPercent: number;
  readonly upperPercent: number;
  /** From green's first traffic until it was all back on blue; undefined where fewer than half were put back. */
  readonly medianSeconds?: number;
  /** The same, where one that was not put back took until the horizon. */
  readonly meanSeconds: number;
  /** Mean of the calls that went worse than on blue. */
  readonly badServed: number;
}

export function rowOf(
  { case: played, setting, requestsPerSecond }: Cell,
  whose: Row['whose'],
  releases: readonly PlayedRelease[],
): Row {
  const rehearsals = releases.length;
  const stopped = releases.filter(({ released }) => !released).length;
  const { lower, upper } = proportionInterval(stopped, rehearsals);
  const seconds = releases.map(({ restoredSeconds = Infinity }) => restoredSeconds).sort((a, b) => a - b);
  const median = seconds[Math.ceil(rehearsals / 2) - 1] ?? Infinity;
  return {
    setting,
    whose,
    case: played.name,
    kind: played.kind,
    requestsPerSecond,
    rehearsals,
    stopped,
    lowerPercent: 100 * lower,
    upperPercent: 100 * upper,
    ...(median === Infinity ? {} : { medianSeconds: median }),
    meanSeconds: mean(seconds.map((one) => Math.min(one, HORIZON_SECONDS))),
    badServed: mean(releases.map(({ badServed }) => badServed)),
  };
}

export function stoppedPercent({ stopped, rehearsals }: Pick<Row, 'stopped' | 'rehearsals'>): number {
  return (100 * stopped) / rehearsals;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
