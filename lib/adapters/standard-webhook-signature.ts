import { createHmac } from 'node:crypto';
import type { Secret } from '../domain/secret/secret';

/** What is signed. */
export interface SignedContent {
  /** The same for each attempt. */
  readonly id: string;
  /** When this attempt is made, in seconds since the epoch. */
  readonly timestamp: number;
  /** Byte for byte as it is sent. */
  readonly body: string;
}

/** The headers of a webhook, by which its receiver can tell who sent it and whether it knows it already. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Standard Webhooks, "Signature scheme": of the key, decoded. */
const LEAST_KEY_BYTES = 24;
const MOST_KEY_BYTES = 64;

/**
 * Signs a webhook by the Standard Webhooks specification, with HMAC-SHA256.
 *
 * @param secrets each as `whsec_` and its key in base64; two while one takes the place of the other
 */
export function standardWebhookHeaders(
  { id, timestamp, body }: SignedContent,
  secrets: readonly Secret[],
): WebhookHeaders {
  if (id.includes('.')) {
    throw new Error(`The id of a webhook must have no full stop, as one ends it in what is signed, got: ${id}`);
  }
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}

/** Of the secret nothing is in an error. */
function keyOf(secret: Secret): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret.reveal().trim()) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (key.length >= LEAST_KEY_BYTES && key.length <= MOST_KEY_BYTES) return key;
  throw new Error(
    `${secret.what} cannot sign: it has to be whsec_ and then ${LEAST_KEY_BYTES} to ${MOST_KEY_BYTES} random bytes in base64, as \`openssl rand -base64 32\` prints them.`,
  );
}
