import type { Secret } from '../domain/secret/secret';
import { withUnseenShown } from '../domain/text/visible-text';
import { outsideError } from './outside-error';
import { askOutside } from './outside-request';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as Slack shows it word for word: by its own rules these three characters, and only these, begin what acts, such
 * as `<!channel>` and `<url|text>` (Slack, "Formatting text for app surfaces", "Escaping text").
 */
export function slackText(text: string): string {
  return withUnseenShown(text).replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** What Slack says of a webhook that it does not take (Slack, "Sending messages using incoming webhooks"). */
const SAID: ReadonlySet<string> = new Set([
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_payload',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'no_text',
  'posting_to_general_channel_denied',
  'team_disabled',
  'too_many_attachments',
  'user_not_found',
]);

const MOST_ANSWER_BYTES = 64 * 1024;
const POST_MS = 10_000;

/**
 * Posts a text to a Slack incoming webhook; an answer that is not a success is an error. The webhook's URL is all that it
 * takes to post, so nothing of it, and nothing that may repeat it, is in the error.
 */
export async function postToSlack(webhook: Secret, text: string): Promise<void> {
  const { status, text: said } = await askOutside(webhook.reveal(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    // Not formatted, so that what green said does not look like ours; and nobody fetches a page that it names.
    body: JSON.stringify({ text: slackText(text), mrkdwn: false, unfurl_links: false, unfurl_media: false }),
    mostBytes: MOST_ANSWER_BYTES,
    signal: AbortSignal.timeout(POST_MS),
  }).catch((error: unknown) => {
    throw new Error(
      `${webhook.what} cannot be posted to: ${outsideError(error).message}. It has to hold what Slack shows as the webhook's URL, from https:// on.`,
    );
  });
  if (status >= 200 && status < 300) return;
  throw new Error(`Slack answered ${status}${SAID.has(said.trim()) ? `: ${said.trim()}` : ''}.`);
}
