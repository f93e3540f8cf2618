import { poisson } from '../../../bench/detection/draws';
import { seededRandom } from '../../../lib/domain/statistics/seeded-random';
import type { TrafficShape } from '../../../lib/domain/traffic/traffic-shape';
import { trafficSteps } from '../../../lib/domain/traffic/traffic-steps';
import type { AddedCounts } from '../../../lib/domain/watch/look';
import { firstWatch, lookAgain } from '../../../lib/domain/watch/shift-watch';
import type { WatchedMeasure } from '../../../lib/domain/foresight/watch-power';

/** A shift with errors by chance, which the real watch looks at. */
export interface PlayedShift {
  readonly shape: TrafficShape;
  readonly requestsPerMinute: number;
  /** Errors come in rows as long as its dispersion: a caller that tries again. */
  readonly measure: WatchedMeasure;
  /** Shares of errors, 0 to 1. */
  readonly blue: number;
  readonly green: number;
}

/** The minute at whose end the watch has seen it; undefined where it never does. */
export function seenAt({ shape, requestsPerMinute, measure, blue, green }: PlayedShift, seed: string) {
  const draw = seededRandom(seed);
  const rows = measure.dispersion;
  const arm = (share: number, errorShare: number) => {
    const errors = rows * poisson((requestsPerMinute * share * errorShare) / rows, draw);
    return { calls: errors + poisson(requestsPerMinute * share * (1 - errorShare), draw), errors };
  };
  const weights = trafficSteps(shape).flatMap(({ percent, minutes }) => Array.from({ length: minutes }, () => percent));
  const plan = {
    windowMinutes: weights.length,
    measures: [{ ...measure, name: 'errors', certifiedWithin: undefined }],
  };
  let watch = firstWatch(plan);
  let waiting: AddedCounts = NOTHING;
  for (const [minute, percent] of weights.entries()) {
    waiting = sum(waiting, { blue: arm(1 - percent / 100, blue), green: arm(percent / 100, green) });
    // A look bets on calls of one weight, and after an hour it takes five minutes.
    if (minute >= 60 && (minute + 1) % 5 !== 0 && weights[minute + 1] === percent) continue;
    const look = { minute, warmUp: minute === 0, weight: percent / 100, added: { errors: waiting } };
    const next = lookAgain(watch, plan, look);
    if (next.verdict.kind === 'regression') return minute + 1;
    watch = next.watch;
    waiting = NOTHING;
  }
  return undefined;
}

const NOTHING: AddedCounts = { blue: { calls: 0, errors: 0 }, green: { calls: 0, errors: 0 } };

function sum(one: AddedCounts, other: AddedCounts): AddedCounts {
  const of = (version: 'blue' | 'green') => ({
    calls: one[version].calls + other[version].calls,
    errors: one[version].errors + other[version].errors,
  });
  return { blue: of('blue'), green: of('green') };
}
