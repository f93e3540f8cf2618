import { lookMinutes } from '../watch/look-cadence';
import { minutesOf, callsBetween, type ExpectedCalls } from './expected-calls';
import { SEEN_POWER, smallestSeen } from './smallest-seen';
import { chanceOfWatch, type WatchedMeasure } from './watch-power';

/**
 * The smallest increase of green's share over blue's that the watch sees in 9 of 10 releases, in percentage points and to
 * a tenth of one; undefined where it would not even see a version all of whose calls count against it.
 *
 * @param steps expected calls, or those that were counted, put together by weight: from the beginning of the shift up to
 *   the last look that counts
 * @param usualShare of blue's calls that fail, or are slow, although nothing is wrong; 0 to 1
 * @param upToPoints larger ones are not looked for
 */
export function smallestWatched(
  measure: WatchedMeasure,
  steps: readonly ExpectedCalls[],
  usualShare: number,
  upToPoints = 100,
): number | undefined {
  const most = Math.min(upToPoints, 100 * (1 - usualShare));
  return smallestSeen(most, (points) => chanceOfWatch(measure, steps, increased(usualShare, points)));
}

/**
 * After how many minutes of traffic an increase of so many points has been seen in 9 of 10 releases; undefined where it is
 * not. Until metrics are there and somebody acts on them comes on top.
 */
export function minutesUntilWatched(
  measure: WatchedMeasure,
  steps: readonly ExpectedCalls[],
  usualShare: number,
  points: number,
): number | undefined {
  const looks = lookMinutes(minutesOf(steps), measure.preWarmed);
  const isSeen = (minute: number) =>
    chanceOfWatch(measure, callsBetween(steps, 0, minute), increased(usualShare, points)) >= SEEN_POWER;
  let seen = looks.length - 1;
  if (seen < 0 || !isSeen(looks[seen] ?? 0)) return undefined;
  for (let unseen = -1; seen - unseen > 1;) {
    const middle = Math.floor((seen + unseen) / 2);
    if (isSeen(looks[middle] ?? 0)) seen = middle;
    else unseen = middle;
  }
  return looks[seen];
}

function increased(usualShare: number, points: number) {
  return { blue: usualShare, green: Math.min(1, usualShare + points / 100) };
}
