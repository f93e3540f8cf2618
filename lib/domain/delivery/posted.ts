import type { Message } from '../message/message';

/** What became of an attempt to post a message. Whatever is said is in words of ours: it goes into logs and records. */
export type Posted =
  /**
   * @param reference what the channel calls it, where that is needed later
   * @param paged whether it calls somebody, of a channel that can
   */
  | { readonly kind: 'posted'; readonly reference?: string | undefined; readonly paged?: boolean | undefined }
  /** The channel said no, for now: it was not posted. @param seconds when to come again, where the channel says so */
  | { readonly kind: 'not-now'; readonly said: string; readonly seconds?: number | undefined }
  /** Nobody answered: it may have been posted. */
  | { readonly kind: 'unanswered'; readonly said: string }
  /** It will never work the way it is, or nobody can tell whether it was posted: that is for a person. */
  | { readonly kind: 'refused'; readonly said: string };

/** Posts a message to a channel, once. @param thread the message of the same release that is answered to */
export type PostMessage = (message: Message, thread: string | undefined) => Promise<Posted>;

/** What a status of HTTP says, where the channel itself says nothing better. */
export function postedByStatus(status: number, said: string, retryAfterSeconds?: number): Posted {
  if (status >= 200 && status < 300) return { kind: 'posted' };
  if (status >= 500 || NOT_NOW.has(status)) return { kind: 'not-now', said, seconds: retryAfterSeconds };
  return { kind: 'refused', said };
}

/** Request Timeout, Too Early and Too Many Requests: the same request may be taken later (RFC 9110, RFC 8470, RFC 6585). */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * The seconds that a header `Retry-After` asks for, of its two forms: a number, or a date (RFC 9110, section 10.2.3).
 * Undefined where it is neither.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only what ends like a date of HTTP: a parser of dates takes much else for one.
  const at = text.endsWith(' GMT') ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
