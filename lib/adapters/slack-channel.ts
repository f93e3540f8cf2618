import * as v from 'valibot';
import type { SlackAccounts } from '../domain/delivery/channel';
import { postedByStatus, type Posted } from '../domain/delivery/posted';
import type { Message } from '../domain/message/message';
import { slackMessage } from '../domain/message/slack-message';
import type { Secret } from '../domain/secret/secret';
import type { OutsideAnswer } from './outside-request';
import { postOutside, retryAfterOf } from './post-outside';

export interface SlackChannelSettings {
  readonly botToken: Secret;
  readonly channelId: string;
  readonly mentions?: SlackAccounts | undefined;
  /** @default https://slack.com/api */
  readonly api?: string;
}

/**
 * Posts a message to a channel of Slack as a bot, as an answer to the first one of its release. Slack answers 200 whatever
 * becomes of it, and says so in the answer (Slack, "chat.postMessage").
 *
 * @param thread the timestamp of the first message
 */
export async function postToSlackChannel(
  { botToken, channelId, mentions, api = 'https://slack.com/api' }: SlackChannelSettings,
  message: Message,
  thread: string | undefined,
): Promise<Posted> {
  return postOutside({
    to: 'Slack',
    url: `${api}/chat.postMessage`,
    secret: botToken,
    headers: { authorization: `Bearer ${botToken.reveal()}` },
    body: JSON.stringify({
      channel: channelId,
      ...slackMessage(message, mentions),
      // No text is formatted, and nobody fetches a page that green names.
      ...{ mrkdwn: false, unfurl_links: false, unfurl_media: false },
      // Who does not follow the thread still has to see what is red.
      ...(thread === undefined ? {} : { thread_ts: thread, reply_broadcast: isRed(message) }),
    }),
    read: readAnswer,
  });
}

function isRed({ severity }: Message): boolean {
  return severity === 'error' || severity === 'critical';
}

const answerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('ok', [
    v.object({ ok: v.literal(true), ts: v.pipe(v.string(), v.regex(/^\d{1,12}\.\d{1,9}$/)) }),
    v.object({ ok: v.literal(false), error: v.string() }),
  ]),
);

function readAnswer(answer: OutsideAnswer): Posted {
  const { success, output } = v.safeParse(answerSchema, answer.text);
  // Nobody knows whether it was posted: to post it again might double it.
  if (!success) return { kind: 'refused', said: `Slack answered ${answer.status}, and nothing that Slack says` };
  if (output.ok) return { kind: 'posted', reference: output.ts };
  const { error } = output;
  const said = `Slack said ${/^[a-z_]{1,60}$/.test(error) ? error : 'no'}`;
  return NOT_NOW.has(error) ? postedByStatus(429, said, retryAfterOf(answer)) : { kind: 'refused', said };
}

/** The errors of "chat.postMessage" by which it was not posted, and may be later. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'accesslimited',
  'fatal_error',
  'internal_error',
  'message_limit_exceeded',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
