/** What is looked for is seen where this share of the releases that have it is stopped. */
export const SEEN_POWER = 0.9;

/** Increases are tried in steps of a tenth of a percentage point. */
const TRIED_PER_POINT = 10;

/**
 * The smallest increase that is seen, in percentage points and to a tenth of one; undefined where not even `most` is.
 *
 * @param chanceOf the chance that an increase of so many points is seen, which grows with the points
 */
export function smallestSeen(most: number, chanceOf: (points: number) => number): number | undefined {
  const isSeen = (points: number) => chanceOf(points) >= SEEN_POWER;
  if (!isSeen(most)) return undefined;
  let unseen = -1;
  let seen = Math.ceil(most * TRIED_PER_POINT);
  while (seen - unseen > 1) {
    const middle = Math.floor((seen + unseen) / 2);
    if (isSeen(middle / TRIED_PER_POINT)) seen = middle;
    else unseen = middle;
  }
  return Math.min(most, seen / TRIED_PER_POINT);
}
