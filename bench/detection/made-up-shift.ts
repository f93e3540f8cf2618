import type { AddedCounts, ArmCounts } from '../../lib/domain/watch/look';
import { geometric, poisson, type Draw } from './draws';

export const TICK_SECONDS = 10;
export const WINDOW_MINUTES = 30;
export const WEIGHT = 0.1;
const TICKS = (WINDOW_MINUTES * 60) / TICK_SECONDS;
const HISTORY_MINUTES = 180;

/** What is true of one shift. */
export interface Truth {
  readonly requestsPerSecond: number;
  /** Green's true share of the calls; the configured one is always `WEIGHT`. */
  readonly weight: number;
  /** Shares of errors, 0 to 1, at a second of the shift; `chance` is the same for both versions in one tick. */
  readonly blue: (second: number, chance: number) => number;
  readonly green: (second: number, chance: number) => number;
  /** Errors of one version come in rows of this mean length: a caller that tries again. */
  readonly cluster: number;
  /** Calls that are counted late. */
  readonly slow: Slow;
  /** The second from which green is worse; 0 where it always is, or never. */
  readonly onset: number;
}

/**
 * Calls that take long. Lambda counts a call in the minute of its start, but not before its end: so it is in none of the
 * looks until then. No call takes more than 15 minutes, and each minute is read again for 20, so none is missed.
 */
export interface Slow {
  /** The parts of the calls that fail, and of those that do not, which take long; 0 to 1. */
  readonly ofErrors: number;
  readonly ofAnswered: number;
  /** How long each of them takes: each of these as often. */
  readonly blueSeconds: readonly number[];
  readonly greenSeconds: readonly number[];
}

export const NONE_SLOW: Slow = { ofErrors: 0, ofAnswered: 0, blueSeconds: [], greenSeconds: [] };

/** Slow calls of one version that began in one tick. */
export interface LateCounts {
  readonly version: 'blue' | 'green';
  /** Of their start. */
  readonly begun: number;
  readonly counts: ArmCounts;
}

/** What a shift counted. */
export interface MadeUpShift {
  /** What was added to the counts by calls that ended in the tick of their start. */
  readonly ticks: readonly AddedCounts[];
  /** The others, by the tick of their end. */
  readonly late: readonly (readonly LateCounts[])[];
  /** Blue's errors of each minute before it. */
  readonly history: readonly number[];
}

export function drawShift(truth: Truth, draw: Draw): MadeUpShift {
  const calls = truth.requestsPerSecond * TICK_SECONDS;
  const { ofErrors, ofAnswered, blueSeconds, greenSeconds } = truth.slow;
  const late: LateCounts[][] = Array.from({ length: TICKS }, () => []);
  const ticks: AddedCounts[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    const second = tick * TICK_SECONDS;
    const chance = draw();
    const ofBlue = { mean: calls * (1 - truth.weight), share: Math.min(1, truth.blue(second, chance)) };
    const ofGreen = { mean: calls * truth.weight, share: Math.min(1, truth.green(second, chance)) };
    ticks.push({ blue: inTime(ofBlue), green: inTime(ofGreen) });
    slowOnes('blue', tick, ofBlue, blueSeconds);
    slowOnes('green', tick, ofGreen, greenSeconds);
  }
  return {
    ticks,
    late,
    history: Array.from({ length: HISTORY_MINUTES }, () =>
      errorsOf(6 * calls * truth.blue(Infinity, draw()), truth.cluster, draw),
    ),
  };

  function inTime({ mean, share }: Calls): ArmCounts {
    return counted(mean * (1 - share) * (1 - ofAnswered), mean * share * (1 - ofErrors));
  }

  function slowOnes(
    version: 'blue' | 'green',
    begun: number,
    { mean, share }: Calls,
    seconds: readonly number[],
  ): void {
    for (const each of seconds) {
      const ended = late[begun + Math.round(each / TICK_SECONDS)];
      if (!ended) continue;
      const answered = (mean * (1 - share) * ofAnswered) / seconds.length;
      ended.push({ version, begun, counts: counted(answered, (mean * share * ofErrors) / seconds.length) });
    }
  }

  function counted(answered: number, failed: number): ArmCounts {
    const errors = errorsOf(failed, truth.cluster, draw);
    return { calls: poisson(answered, draw) + errors, errors };
  }
}

/** How many calls of a version there are in the mean, and which share of them fails. */
interface Calls {
  readonly mean: number;
  readonly share: number;
}

function errorsOf(mean: number, cluster: number, draw: Draw): number {
  const rows = poisson(mean / cluster, draw);
  if (cluster === 1) return rows;
  let errors = 0;
  for (let row = 0; row < rows; row++) errors += geometric(cluster, draw);
  return errors;
}

/** Ticks put together, as a metric with longer periods has them. */
export function summed(ticks: readonly AddedCounts[]): AddedCounts {
  const blue = { calls: 0, errors: 0 };
  const green = { calls: 0, errors: 0 };
  for (const tick of ticks) {
    blue.calls += tick.blue.calls;
    blue.errors += tick.blue.errors;
    green.calls += tick.green.calls;
    green.errors += tick.green.errors;
  }
  return { blue, green };
}
