import type { TeamsAccounts } from '../domain/delivery/channel';
import type { Posted } from '../domain/delivery/posted';
import type { Message } from '../domain/message/message';
import { teamsCard } from '../domain/message/teams-card';
import type { Secret } from '../domain/secret/secret';
import { postOutside } from './post-outside';

/**
 * Hands a message to a workflow of Microsoft Teams. It answers 202 as soon as it has queued it, and nobody hears what the
 * workflow makes of it (Microsoft Support, "Create incoming webhooks with Workflows for Microsoft Teams").
 */
export async function postToTeams(
  { webhook, mentions }: { readonly webhook: Secret; readonly mentions?: TeamsAccounts | undefined },
  message: Message,
): Promise<Posted> {
  return postOutside({
    to: 'Teams',
    url: webhook.reveal(),
    secret: webhook,
    body: JSON.stringify(teamsCard(message, mentions)),
  });
}
