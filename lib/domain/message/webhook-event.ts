import { jsonBytes } from '../size/json-bytes';
import { fittedMessage } from './fitted-message';
import type { Message } from './message';

/** The body of a webhook (Standard Webhooks, "Payload structure"). */
export interface WebhookEvent {
  /** Words with full stops between them, such as `release.rolled_back`. */
  readonly type: string;
  /** When it happened, in ISO 8601: not when it was sent. */
  readonly timestamp: string;
  readonly data: Message;
}

/** "Usually smaller than 20kb" (Standard Webhooks, "Payload size"). */
export const WEBHOOK_BYTES = 20_000;

/** The message as the body of a webhook; what it is signed with is not the message's. */
export function webhookEvent(message: Message): WebhookEvent {
  return fittedMessage(
    message,
    (data): WebhookEvent => ({
      // Of letters, digits and underscores alone ("Event types").
      type: `release.${data.kind.replaceAll('-', '_')}`,
      timestamp: new Date(data.at).toISOString(),
      data,
    }),
    (event) => jsonBytes(event) <= WEBHOOK_BYTES,
  );
}
