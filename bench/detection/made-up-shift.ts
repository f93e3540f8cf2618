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
  /** How long after the others failing calls end, and so are counted, in ticks. */
  readonly lateTicks: { readonly blue: number; readonly green: number };
  /** The second from which green is worse; 0 where it always is, or never. */
  readonly onset: number;
}

/** What a shift counted. */
export interface MadeUpShift {
  /** What was added to the counts, tick by tick. */
  readonly ticks: readonly AddedCounts[];
  /** Blue's errors of each minute before it. */
  readonly history: readonly number[];
}

export function drawShift(truth: Truth, draw: Draw): MadeUpShift {
  const calls = truth.requestsPerSecond * TICK_SECONDS;
  const blue = arm(TICKS);
  const green = arm(TICKS);
  for (let tick = 0; tick < TICKS; tick++) {
    const second = tick * TICK_SECONDS;
    const chance = draw();
    const ofBlue = truth.blue(second, chance);
    const ofGreen = truth.green(second, chance);
    add(blue, tick, calls * (1 - truth.weight), ofBlue, truth.lateTicks.blue);
    add(green, tick, calls * truth.weight, ofGreen, truth.lateTicks.green);
  }
  return {
    ticks: blue.map((one, tick) => ({ blue: one, green: green[tick] ?? NOTHING })),
    history: Array.from({ length: HISTORY_MINUTES }, () =>
      errorsOf(6 * calls * truth.blue(Infinity, draw()), truth.cluster, draw),
    ),
  };

  function add(counts: ArmCounts[], tick: number, mean: number, share: number, late: number): void {
    const answered = poisson(mean * (1 - share), draw);
    const errors = errorsOf(mean * share, truth.cluster, draw);
    counts[tick] = { calls: (counts[tick]?.calls ?? 0) + answered, errors: counts[tick]?.errors ?? 0 };
    const at = counts[tick + late];
    if (at) counts[tick + late] = { calls: at.calls + errors, errors: at.errors + errors };
  }
}

const NOTHING: ArmCounts = { calls: 0, errors: 0 };

function arm(ticks: number): ArmCounts[] {
  return Array.from({ length: ticks }, () => NOTHING);
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
  const sum = (version: 'blue' | 'green') => {
    let [calls, errors] = [0, 0];
    for (const tick of ticks) {
      calls += tick[version].calls;
      errors += tick[version].errors;
    }
    return { calls, errors };
  };
  return { blue: sum('blue'), green: sum('green') };
}
