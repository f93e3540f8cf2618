import type { SlackAccounts } from '../domain/delivery/channel';
import type { Posted } from '../domain/delivery/posted';
import type { Message } from '../domain/message/message';
import { slackMessage } from '../domain/message/slack-message';
import type { Secret } from '../domain/secret/secret';
import { postOutside } from './post-outside';

/** What Slack says of a webhook that it does not take (Slack, "Sending messages using incoming webhooks"). */
const WORDS: ReadonlySet<string> = new Set([
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_blocks',
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

/**
 * Posts a message to a Slack incoming webhook. The webhook's URL is all that it takes to post, so nothing of it, and
 * nothing that may repeat it, is in what is said.
 */
export async function postToSlackWebhook(
  { webhook, mentions }: { readonly webhook: Secret; readonly mentions?: SlackAccounts | undefined },
  message: Message,
): Promise<Posted> {
  return postOutside({
    to: 'Slack',
    url: webhook.reveal(),
    secret: webhook,
    // No text is formatted, and nobody fetches a page that green names.
    body: JSON.stringify({
      ...slackMessage(message, mentions),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    }),
    words: WORDS,
  });
}
