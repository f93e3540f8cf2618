/** The first wait, in seconds; each one after it is twice as long … */
const FIRST_SECONDS = 10;
/** … up to an hour. */
const LONGEST_SECONDS = 3600;
/** A message in a queue is hidden for 12 hours at most (Amazon SQS API Reference, "ChangeMessageVisibility"). */
const LONGEST_HIDDEN_SECONDS = 43_200 - 60;

/**
 * How often a queue gives a message out before it goes to the dead-letter queue: with the waits below a channel may be
 * down for half a day.
 */
export const MOST_RECEIVES = 20;

/**
 * How many seconds to wait before a message is tried again: as long as the channel asks for, and where it asks for
 * nothing, twice as long each time.
 *
 * @param receives how often the queue gave it out
 */
export function backoffSeconds(receives: number, asked: number | undefined): number {
  if (asked !== undefined) return Math.min(Math.max(asked, 1), LONGEST_HIDDEN_SECONDS);
  return Math.min(FIRST_SECONDS * 2 ** Math.max(0, receives - 1), LONGEST_SECONDS);
}
