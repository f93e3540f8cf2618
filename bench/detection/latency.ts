import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { latencyThresholds } from '../../lib/domain/watch/latency-thresholds';
import type { AddedCounts } from '../../lib/domain/watch/look';
import { sharesOf } from '../../lib/domain/watch/shares';
import { firstWatch, lookAgain, type WatchPlan } from '../../lib/domain/watch/shift-watch';
import { aSecondSlower, BLUE_DURATIONS, slowerBy, usualDurations, type Above } from './durations';
import { poisson, type Draw, type DrawsOf } from './draws';
import { TICK_SECONDS, WEIGHT, WINDOW_MINUTES } from './made-up-shift';

const TRUTHS: readonly {
  readonly name: string;
  readonly wrong: boolean;
  readonly blue: Above;
  readonly green: Above;
}[] = [
  { name: 'alike', wrong: false, blue: usualDurations, green: usualDurations },
  {
    name: 'both half as slow again',
    wrong: false,
    blue: (ms) => usualDurations(ms / 1.5),
    green: (ms) => usualDurations(ms / 1.5),
  },
  { name: 'p99 + 200 ms, all in proportion', wrong: true, blue: usualDurations, green: slowerBy(200) },
  {
    name: '2 % of calls a second slower',
    wrong: true,
    blue: usualDurations,
    green: aSecondSlower(0.02),
  },
];

/** What the watch did about durations alone, with looks every 10 s and a pre-warmed green. */
export interface LatencyRow {
  readonly truth: string;
  readonly wrong: boolean;
  readonly requestsPerSecond: number;
  readonly percent: number;
  readonly lowerPercent: number;
  readonly upperPercent: number;
  /** Undefined where fewer than half are rolled back. */
  readonly medianSeconds: number | undefined;
}

export function playLatency(
  runs: number,
  drawsOf: DrawsOf,
  rates: readonly number[] = [10, 100],
): readonly LatencyRow[] {
  return TRUTHS.flatMap(({ name, wrong, blue, green }) =>
    rates.map((requestsPerSecond) => {
      const seconds: number[] = [];
      for (let run = 0; run < runs; run++) {
        const draw = drawsOf(`latency ${name} ${requestsPerSecond}`, run);
        const at = rolledBackAt(TICK_SECONDS * requestsPerSecond, blue, green, draw);
        if (at !== undefined) seconds.push(at);
      }
      seconds.sort((left, right) => left - right);
      const { lower, upper } = proportionInterval(seconds.length, runs, 0.9);
      return {
        truth: name,
        wrong,
        requestsPerSecond,
        percent: (100 * seconds.length) / runs,
        lowerPercent: 100 * lower,
        upperPercent: 100 * upper,
        medianSeconds: seconds[Math.ceil(runs / 2) - 1],
      };
    }),
  );
}

const THRESHOLDS = latencyThresholds(BLUE_DURATIONS);
const SHARES = sharesOf(THRESHOLDS.map(() => 'latency' as const));
const PLAN: WatchPlan = {
  windowMinutes: WINDOW_MINUTES,
  measures: THRESHOLDS.map(({ ms, tolerance }, index) => ({
    name: String(ms),
    share: SHARES[index] ?? 0,
    tolerance,
    warmUpTolerance: undefined,
    certifiedWithin: undefined,
    dispersion: 1,
  })),
};

function rolledBackAt(calls: number, blue: Above, green: Above, draw: Draw): number | undefined {
  let watch = firstWatch(PLAN);
  for (let second = 0; second < WINDOW_MINUTES * 60; second += TICK_SECONDS) {
    const ofBlue = slowCalls(calls * (1 - WEIGHT), blue, draw);
    const ofGreen = slowCalls(calls * WEIGHT, green, draw);
    const added: Record<string, AddedCounts> = {};
    THRESHOLDS.forEach(({ ms }, index) => {
      added[ms] = {
        blue: { calls: ofBlue.calls, errors: ofBlue.slow[index] ?? 0 },
        green: { calls: ofGreen.calls, errors: ofGreen.slow[index] ?? 0 },
      };
    });
    const next = lookAgain(watch, PLAN, { minute: Math.floor(second / 60), warmUp: false, weight: WEIGHT, added });
    if (next.verdict.kind === 'regression') return second + TICK_SECONDS;
    watch = next.watch;
  }
  return undefined;
}

/** How many calls there were, and how many of them were above each threshold: a call above one is above all before it. */
function slowCalls(mean: number, above: Above, draw: Draw) {
  const slow: number[] = [];
  let more = 0;
  for (let index = THRESHOLDS.length - 1; index >= 0; index--) {
    const share = above(THRESHOLDS[index]?.ms ?? Infinity) - above(THRESHOLDS[index + 1]?.ms ?? Infinity);
    more += poisson(mean * share, draw);
    slow[index] = more;
  }
  return { calls: more + poisson(mean * (1 - above(THRESHOLDS[0]?.ms ?? Infinity)), draw), slow };
}
