import { boundedMessage } from './bounded-message';
import type { Message } from './message';

/**
 * A message as a channel takes it: what is least important is left out, one after the other, until the rest fits. What
 * is left out is counted in the message itself, so that what renders it says so.
 */
export function fittedMessage<T>(
  message: Message,
  rendered: (message: Message) => T,
  fits: (rendered: T) => boolean,
): T {
  const whole = boundedMessage(message);
  let candidate = rendered(whole);
  for (let less = withLess(whole); less !== undefined && !fits(candidate); less = withLess(less)) {
    candidate = rendered(less);
  }
  return candidate;
}

/** The message without the least important of what it can do without: a note, then a commit, then a reason but the first. */
function withLess(message: Message): Message | undefined {
  const { notes, moreNotes = 0, reasons, moreReasons = 0, commits } = message;
  if (notes.length > 0) return { ...message, notes: notes.slice(0, -1), moreNotes: moreNotes + 1 };
  if (commits && commits.some.length > 0)
    return { ...message, commits: { ...commits, some: commits.some.slice(0, -1) } };
  if (reasons.length > 1) return { ...message, reasons: reasons.slice(0, -1), moreReasons: moreReasons + 1 };
  return undefined;
}
