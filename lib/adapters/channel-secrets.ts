import {
  GetSecretValueCommand,
  SecretsManagerServiceException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMServiceException, type SSMClient } from '@aws-sdk/client-ssm';
import type { SecretPlace } from '../domain/delivery/channel';
import { Secret } from '../domain/secret/secret';
import { outsideError } from './outside-error';

/** So long a secret is used before it is read again, in milliseconds: one that was changed is used soon. */
const KEPT_MS = 60_000;

/** Why a secret cannot be read, where trying again would change nothing. */
export class UnusableSecret extends Error {
  override readonly name = 'UnusableSecret';
}

export interface SecretClients {
  readonly parameters: Pick<SSMClient, 'send'>;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Reads the secrets of channels, and keeps each for a minute. No error has anything of one in it. */
export class ChannelSecrets {
  private readonly kept = new Map<string, { readonly secret: Secret; readonly until: number }>();

  constructor(private readonly clients: SecretClients) {}

  /**
   * @param what what the secret is, for people, such as `The bot token`
   * @throws UnusableSecret where there is none, or it may not be read
   */
  async read(place: SecretPlace, what: string): Promise<Secret> {
    const key = JSON.stringify(place);
    const kept = this.kept.get(key);
    const now = this.clients.now();
    if (kept && now < kept.until) return kept.secret;
    const secret = new Secret(await this.value(place), `${what} in ${placeText(place)}`);
    this.kept.set(key, { secret, until: now + KEPT_MS });
    return secret;
  }

  /** A secret that its channel did not take may have been changed since it was read. */
  forget(): void {
    this.kept.clear();
  }

  private async value(place: SecretPlace): Promise<string> {
    const value = place.in === 'parameter' ? await this.parameter(place.name) : await this.secret(place);
    if (value === undefined || value.trim() === '')
      throw new UnusableSecret(`${capital(placeText(place))} has no value.`);
    return value.trim();
  }

  private async parameter(name: string): Promise<string | undefined> {
    try {
      const command = new GetParameterCommand({ Name: name, WithDecryption: true });
      return (await this.clients.parameters.send(command)).Parameter?.Value;
    } catch (error) {
      throw unread(`The parameter ${name}`, error, error instanceof SSMServiceException);
    }
  }

  private async secret({ arn, field }: Extract<SecretPlace, { in: 'secret' }>): Promise<string | undefined> {
    let text: string | undefined;
    try {
      text = (await this.clients.secrets.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
    } catch (error) {
      throw unread(`The secret ${arn}`, error, error instanceof SecretsManagerServiceException);
    }
    return field === undefined || text === undefined ? text : memberOf(text, field, arn);
  }
}

/** What of AWS's errors stays the same however often one asks. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidKeyId',
  'ParameterNotFound',
  'ResourceNotFoundException',
]);

/** What a service of AWS says is about the name. Of an answer that cannot be read, the error would have a part. */
function unread(what: string, error: unknown, isOfService: boolean): Error {
  const name = isOfService && error instanceof Error ? error.name : outsideError(error).message;
  const message = `${what} cannot be read: ${name}.`;
  return FOR_GOOD.has(name) ? new UnusableSecret(message) : new Error(message);
}

function memberOf(text: string, field: string, arn: string): string {
  try {
    const value: unknown = (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[field];
    if (typeof value === 'string') return value;
  } catch {
    // An error of JSON repeats a part of the text.
  }
  throw new UnusableSecret(`The secret ${arn} is no JSON object with a text called ${field}.`);
}

function placeText(place: SecretPlace): string {
  return place.in === 'parameter' ? `the parameter ${place.name}` : `the secret ${place.arn}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
