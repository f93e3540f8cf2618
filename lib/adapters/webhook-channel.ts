import type { Posted } from '../domain/delivery/posted';
import type { Message } from '../domain/message/message';
import { webhookEvent } from '../domain/message/webhook-event';
import type { Secret } from '../domain/secret/secret';
import { postOutside } from './post-outside';
import { standardWebhookHeaders, type WebhookHeaders } from './standard-webhook-signature';

export interface WebhookSettings {
  readonly url: string;
  readonly signingSecret: Secret;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Posts a message by the Standard Webhooks specification. Each attempt has the same id, by which the receiver drops what it
 * has, and a signature of its own.
 */
export async function postToWebhook({ url, signingSecret, now }: WebhookSettings, message: Message): Promise<Posted> {
  const body = JSON.stringify(webhookEvent(message));
  let headers: WebhookHeaders;
  try {
    // What is signed has a full stop after the id, so that none may be in it.
    const id = message.id.replaceAll('.', '_');
    headers = standardWebhookHeaders({ id, timestamp: Math.floor(now() / 1000), body }, [signingSecret]);
  } catch (error) {
    return { kind: 'refused', said: error instanceof Error ? error.message : 'It cannot be signed.' };
  }
  return postOutside({ to: 'The webhook', url, headers: { ...headers }, body });
}
