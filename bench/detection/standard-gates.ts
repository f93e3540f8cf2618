import { proportionInterval } from '../../lib/domain/statistics/proportion-interval';
import { latencyThreshold } from '../../lib/domain/watch/latency-thresholds';
import type { AddedCounts } from '../../lib/domain/watch/look';
import { sharesOf } from '../../lib/domain/watch/shares';
import { firstWatch, lookAgain, type WatchPlan } from '../../lib/domain/watch/shift-watch';
import { poisson, type Draw, type DrawsOf } from './draws';
import { aSecondSlower, BLUE_DURATIONS, P99_MS, slowerBy, usualDurations, type Above } from './durations';
import { summed, TICK_SECONDS, WEIGHT, WINDOW_MINUTES } from './made-up-shift';

/** What one version does at a second of the shift. */
interface Version {
  /** The share of calls that fail, 0 to 1. */
  readonly fails: (second: number) => number;
  /** Of those that do not. */
  readonly above: Above;
}

interface StandardTruth {
  readonly name: string;
  readonly wrong: boolean;
  readonly blue: Version;
  readonly green: Version;
}

const USUAL = 0.005;
const usual: Version = { fails: () => USUAL, above: usualDurations };
const failing = (share: number): Version => ({ ...usual, fails: () => share });
const slower = (above: Above): Version => ({ ...usual, above });
/** A fifth of all calls fails from the eighth minute to the thirteenth. */
const incident: Version = { ...usual, fails: (second) => (second >= 480 && second < 780 ? 0.2 : USUAL) };

const TRUTHS: readonly StandardTruth[] = [
  { name: 'alike', wrong: false, blue: usual, green: usual },
  { name: 'incident in both', wrong: false, blue: incident, green: incident },
  { name: 'both 200 ms slower', wrong: false, blue: slower(slowerBy(200)), green: slower(slowerBy(200)) },
  { name: 'edge: + 1 pp, p99 + 200 ms', wrong: false, blue: usual, green: { ...failing(0.015), above: slowerBy(200) } },
  { name: 'errors + 2 pp', wrong: true, blue: usual, green: failing(USUAL + 0.02) },
  { name: 'errors + 5 pp', wrong: true, blue: usual, green: failing(USUAL + 0.05) },
  { name: 'outage', wrong: true, blue: usual, green: failing(1) },
  { name: 'p99 + 400 ms, all in proportion', wrong: true, blue: usual, green: slower(slowerBy(400)) },
  { name: '2 % of calls a second slower', wrong: true, blue: usual, green: slower(aSecondSlower(0.02)) },
  { name: '5 % of calls a second slower', wrong: true, blue: usual, green: slower(aSecondSlower(0.05)) },
];

const RATES = [0.6, 10, 100, 1000] as const;
const EVERY_SECONDS = [10, 60] as const;

/** What the two gates did that most releases have, both in one release. */
export interface StandardRow {
  readonly truth: string;
  readonly wrong: boolean;
  readonly requestsPerSecond: number;
  readonly everySeconds: number;
  readonly runs: number;
  readonly percent: number;
  readonly upperPercent: number;
  /** Undefined where fewer than half are rolled back. */
  readonly medianSeconds: number | undefined;
}

/** "Errors: one point above blue at most", and "the 99th percentile 200 ms above blue's at most", in this order. */
const SLOW = latencyThreshold(BLUE_DURATIONS, 99, P99_MS + 200);
const SHARES = sharesOf(['errors', 'latency']);
const PLAN: WatchPlan = {
  windowMinutes: WINDOW_MINUTES,
  measures: [
    { name: 'errors', tolerance: { factor: 1, extra: 0.01 } },
    { name: 'latency', tolerance: SLOW.tolerance },
  ].map(({ name, tolerance }, index) => ({
    name,
    tolerance,
    share: SHARES[index] ?? 0,
    warmUpTolerance: undefined,
    certifiedWithin: undefined,
    dispersion: 1,
  })),
};

export function playStandardGates(
  runs: number,
  drawsOf: DrawsOf,
  rates: readonly number[] = RATES,
): readonly StandardRow[] {
  return TRUTHS.flatMap((truth) =>
    rates.flatMap((requestsPerSecond) => {
      const shifts = Array.from({ length: runs }, (_, run) =>
        EVERY_SECONDS.map((every) => {
          const draw = drawsOf(`standard gates ${truth.name} ${requestsPerSecond} ${every}`, run);
          return rolledBackAt(truth, TICK_SECONDS * requestsPerSecond, every, draw);
        }),
      );
      return EVERY_SECONDS.map((everySeconds, index) => {
        const seconds = shifts.flatMap((times) => times[index] ?? []).sort((left, right) => left - right);
        return {
          truth: truth.name,
          wrong: truth.wrong,
          requestsPerSecond,
          everySeconds,
          runs,
          percent: (100 * seconds.length) / runs,
          upperPercent: 100 * proportionInterval(seconds.length, runs, 0.9).upper,
          medianSeconds: seconds[Math.ceil(runs / 2) - 1],
        };
      });
    }),
  );
}

interface Ticked {
  readonly errors: AddedCounts;
  readonly latency: AddedCounts;
}

function rolledBackAt({ blue, green }: StandardTruth, calls: number, every: number, draw: Draw): number | undefined {
  let watch = firstWatch(PLAN);
  let ticks: Ticked[] = [];
  for (let second = 0; second < WINDOW_MINUTES * 60; second += TICK_SECONDS) {
    const ofBlue = counted(blue, second, calls * (1 - WEIGHT), draw);
    const ofGreen = counted(green, second, calls * WEIGHT, draw);
    ticks.push({
      errors: { blue: ofBlue.errors, green: ofGreen.errors },
      latency: { blue: ofBlue.latency, green: ofGreen.latency },
    });
    const now = second + TICK_SECONDS;
    if (now % every !== 0) continue;
    const added = {
      errors: summed(ticks.map(({ errors }) => errors)),
      latency: summed(ticks.map(({ latency }) => latency)),
    };
    ticks = [];
    const minute = Math.floor((now - every) / 60);
    const next = lookAgain(watch, PLAN, { minute, warmUp: false, weight: WEIGHT, added });
    if (next.verdict.kind === 'regression') return now;
    watch = next.watch;
  }
  return undefined;
}

/** The calls of one version in one tick; those that fail do so at once. */
function counted({ fails, above }: Version, second: number, mean: number, draw: Draw) {
  const errors = poisson(mean * fails(second), draw);
  const answered = mean * (1 - fails(second));
  const slow = poisson(answered * above(SLOW.ms), draw);
  const calls = errors + slow + poisson(answered * (1 - above(SLOW.ms)), draw);
  return { errors: { calls, errors }, latency: { calls, errors: slow } };
}
