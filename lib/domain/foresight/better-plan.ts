import type { TrafficShape } from '../traffic/traffic-shape';
import { chanceOfErrorAlarm, smallestIncrease, type CanarySight, type WatchedRelease } from './canary-sight';

/** A traffic plan that would let the alarms see more. */
export interface BetterPlan {
  readonly shape: Extract<TrafficShape, { kind: 'canary' | 'linear' }>;
  readonly smallestIncreasePoints: number;
}

/** More than half of the customers on a version that nobody trusts yet is no canary. */
const PERCENTS = [10, 25, 50];
/** An hour is as long as most teams wait for a release. */
const MINUTES = [5, 10, 15, 20, 30, 45, 60];

/** What is seen well enough: the alarm's threshold and a little, and nothing finer than this. */
const ENOUGH_POINTS = 5;
const ABOVE_THRESHOLD_POINTS = 2;

/** A plan that sees hardly more is not worth a change. */
const WORTH_IT = 0.75;

/** As many good releases may be rolled back by chance, 0 to 1, unless today's plan has more. */
export const MOST_BY_CHANCE = 0.01;

/**
 * Searches the canaries of up to an hour and up to 50 % for one that sees what is worth seeing, and risks the fewest
 * requests; where none does, for the one that sees most. Undefined where today's plan sees enough, or none sees much more.
 */
export function betterPlan(release: WatchedRelease, today: CanarySight): BetterPlan | undefined {
  const enough = Math.max(ENOUGH_POINTS, release.maxErrorRatePercent + ABOVE_THRESHOLD_POINTS);
  const now = today.smallestIncreasePoints ?? Number.POSITIVE_INFINITY;
  if (now <= enough) return undefined;
  const candidates = PERCENTS.flatMap((percent) =>
    MINUTES.map((intervalMinutes) => ({ kind: 'canary' as const, percent, intervalMinutes })),
  ).sort((a, b) => a.percent * a.intervalMinutes - b.percent * b.intervalMinutes || a.percent - b.percent);
  let best: BetterPlan | undefined;
  for (const shape of candidates) {
    const candidate = { ...release, shape };
    const bound = best?.smallestIncreasePoints ?? now * WORTH_IT;
    const points = smallestIncrease(candidate, Math.max(enough, bound));
    if (points === undefined) continue;
    if (chanceOfErrorAlarm(candidate, release.usualErrorRatePercent) > Math.max(MOST_BY_CHANCE, today.byChance))
      continue;
    if (points <= enough) return { shape, smallestIncreasePoints: points };
    if (points < bound) best = { shape, smallestIncreasePoints: points };
  }
  return best;
}
