import type { TrafficShape } from '../traffic/traffic-shape';
import { chanceOfErrorAlarm, smallestIncrease, type WatchedRelease } from './canary-sight';
import { smallestInTime } from './canary-watch';
import { toleratedPoints } from './watched-measures';

/** A traffic plan that would let the watch, or else the alarms, see more. */
export interface BetterPlan {
  readonly shape: Extract<TrafficShape, { kind: 'canary' | 'linear' }>;
  readonly smallestIncreasePoints: number;
}

/** More than half of the customers on a version that nobody trusts yet is no canary. */
const PERCENTS = [10, 25, 50];
/** An hour is as long as most teams wait for a release. */
const MINUTES = [5, 10, 15, 20, 30, 45, 60];

/** What is seen well enough: what is allowed and a little, and nothing finer than this. */
export const ENOUGH_POINTS = 5;
const ABOVE_ALLOWED_POINTS = 2;

/** A plan that sees hardly more is not worth a change. */
const WORTH_IT = 0.75;

/** As many good releases may be rolled back by chance, 0 to 1, unless today's plan has more. */
export const MOST_BY_CHANCE = 0.01;

/** What is seen of a release today, by its watch or else its alarm, and how often the alarm stops a good one. */
export interface SeenToday {
  readonly smallestIncreasePoints: number | undefined;
  /** 0 to 1. */
  readonly byChance: number;
}

/**
 * Searches the canaries of up to an hour and up to 50 % for one that sees what is worth seeing, and risks the fewest
 * requests; where none does, for the one that sees most. Undefined where today's plan sees enough, or none sees much more.
 *
 * Of a release with a watch it is what the watch sees, of others what the alarm does.
 */
export function betterPlan(release: WatchedRelease, today: SeenToday): BetterPlan | undefined {
  const enough = Math.max(ENOUGH_POINTS, allowedPoints(release) + ABOVE_ALLOWED_POINTS);
  const now = today.smallestIncreasePoints ?? Number.POSITIVE_INFINITY;
  if (now <= enough) return undefined;
  const candidates = PERCENTS.flatMap((percent) =>
    MINUTES.map((intervalMinutes) => ({ kind: 'canary' as const, percent, intervalMinutes })),
  ).sort((a, b) => a.percent * a.intervalMinutes - b.percent * b.intervalMinutes || a.percent - b.percent);
  let best: BetterPlan | undefined;
  for (const shape of candidates) {
    const candidate = { ...release, shape };
    const bound = best?.smallestIncreasePoints ?? now * WORTH_IT;
    const points = smallestOf(candidate, Math.max(enough, bound));
    if (points === undefined) continue;
    if (chanceOfErrorAlarm(candidate, release.usualErrorRatePercent) > Math.max(MOST_BY_CHANCE, today.byChance))
      continue;
    if (points <= enough) return { shape, smallestIncreasePoints: points };
    if (points < bound) best = { shape, smallestIncreasePoints: points };
  }
  return best;
}

function smallestOf(release: WatchedRelease, upToPoints: number): number | undefined {
  const errors = release.watched?.errors;
  return errors ? smallestInTime(release, errors, upToPoints) : smallestIncrease(release, upToPoints);
}

function allowedPoints({ watched, usualErrorRatePercent: usual, maxErrorIncreasePoints }: WatchedRelease): number {
  return watched?.errors ? toleratedPoints(watched.errors.tolerance, usual) : maxErrorIncreasePoints;
}
