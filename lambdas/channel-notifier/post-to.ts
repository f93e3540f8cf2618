import type { SNSClient } from '@aws-sdk/client-sns';
import { UnusableSecret, type ChannelSecrets } from '../../lib/adapters/channel-secrets';
import { outsideError } from '../../lib/adapters/outside-error';
import { postToPagerDuty } from '../../lib/adapters/pager-duty-channel';
import { postToSlackChannel } from '../../lib/adapters/slack-channel';
import { postToSlackWebhook } from '../../lib/adapters/slack-webhook';
import { postToTopic } from '../../lib/adapters/sns-channel';
import { publicationOf } from '../../lib/adapters/sns-outcomes';
import { postToTeams } from '../../lib/adapters/teams-channel';
import { postToWebhook } from '../../lib/adapters/webhook-channel';
import type { Channel, SecretPlace } from '../../lib/domain/delivery/channel';
import type { Posted, PostMessage } from '../../lib/domain/delivery/posted';
import { qDeveloperNotification } from '../../lib/domain/message/q-developer-notification';
import type { Secret } from '../../lib/domain/secret/secret';

export interface PostingClients {
  readonly secrets: Pick<ChannelSecrets, 'read' | 'forget'>;
  readonly topics: Pick<SNSClient, 'send'>;
}

/** How a message is posted to a channel. */
export function postTo({ way }: Pick<Channel, 'way'>, { secrets, topics }: PostingClients): PostMessage {
  const by = (place: SecretPlace, what: string, post: (secret: Secret) => Promise<Posted>) =>
    withSecret(secrets, place, what, post);
  return (message, thread) => {
    switch (way.kind) {
      case 'slack':
        return by(way.botToken, 'The bot token', (botToken) =>
          postToSlackChannel({ botToken, channelId: way.channelId, mentions: way.mentions }, message, thread),
        );
      case 'slack-webhook':
        return by(way.webhook, 'The Slack webhook', (webhook) =>
          postToSlackWebhook({ webhook, mentions: way.mentions }, message),
        );
      case 'teams':
        return by(way.webhook, 'The Teams webhook', (webhook) =>
          postToTeams({ webhook, mentions: way.mentions }, message),
        );
      case 'pager-duty':
        return by(way.routingKey, 'The routing key', (routingKey) =>
          postToPagerDuty({ routingKey, region: way.region }, message),
        );
      case 'webhook':
        return by(way.signingSecret, 'The signing secret', (signingSecret) =>
          postToWebhook({ url: way.url, signingSecret, now: () => Date.now() }, message),
        );
      case 'sns':
        return postToTopic(topics, way.topicArn, publicationOf(message));
      case 'q-developer':
        return postToTopic(topics, way.topicArn, { Message: JSON.stringify(qDeveloperNotification(message)) });
    }
  };
}

/** A secret that the channel refuses may be an old one: it is read anew once, and tried where it is another. */
async function withSecret(
  secrets: PostingClients['secrets'],
  place: SecretPlace,
  what: string,
  post: (secret: Secret) => Promise<Posted>,
): Promise<Posted> {
  try {
    const secret = await secrets.read(place, what);
    const posted = await post(secret);
    if (posted.kind !== 'refused') return posted;
    secrets.forget();
    const fresh = await secrets.read(place, what);
    return fresh.reveal() === secret.reveal() ? posted : await post(fresh);
  } catch (error) {
    if (error instanceof UnusableSecret) return { kind: 'refused', said: error.message };
    // Nothing was sent. What AWS says of the secret's name is in the error, and of the secret nothing.
    return { kind: 'not-now', said: error instanceof Error ? error.message : outsideError(error).message };
  }
}
