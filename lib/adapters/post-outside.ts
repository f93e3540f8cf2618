import { postedByStatus, retryAfterSeconds, type Posted } from '../domain/delivery/posted';
import type { Secret } from '../domain/secret/secret';
import { outsideError } from './outside-error';
import { askOutside, type OutsideAnswer } from './outside-request';

const MOST_ANSWER_BYTES = 64 * 1024;
const POST_MS = 10_000;

export interface OutsidePost {
  /** What is posted to, for people, such as `Slack`. */
  readonly to: string;
  readonly url: string;
  /** What the URL is a secret of, where it is one. */
  readonly secret?: Secret;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** What an answer of success says, where the channel says more than a status. */
  readonly read?: (answer: OutsideAnswer) => Posted;
  /** The words by which the channel says why it does not take something; no others go into a log. */
  readonly words?: ReadonlySet<string>;
}

/**
 * Posts JSON to a service outside, and follows it nowhere. What it answers may repeat what was sent, and may be as long as
 * it likes, so of an answer only its status and words that are known are told.
 */
export async function postOutside(post: OutsidePost): Promise<Posted> {
  const { to, url, secret, headers, body, read, words } = post;
  let answer: OutsideAnswer;
  try {
    answer = await askOutside(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'accept-encoding': 'identity', ...headers },
      body,
      mostBytes: MOST_ANSWER_BYTES,
      signal: AbortSignal.timeout(POST_MS),
    });
  } catch (error) {
    const { message } = outsideError(error);
    const what = secret?.what ?? to;
    // Node.js refuses a URL or a header before it sends anything.
    if (!UNSENDABLE.test(message)) return { kind: 'unanswered', said: `${to} did not answer: ${message}` };
    return { kind: 'refused', said: `${what} cannot be posted to: ${message}. It has to be as it was shown, whole.` };
  }
  const { status, text } = answer;
  const word = text.trim();
  const said = `${to} answered ${status}${words?.has(word) === true ? `: ${word}` : ''}`;
  if (status >= 200 && status < 300) return read ? read(answer) : { kind: 'posted' };
  return postedByStatus(status, said, retryAfterOf(answer));
}

const UNSENDABLE = /^ERR_(?:INVALID|UNESCAPED|HTTP)|does not begin with https/;

export function retryAfterOf({ headers }: Pick<OutsideAnswer, 'headers'>): number | undefined {
  return retryAfterSeconds(headers['retry-after'], Date.now());
}
