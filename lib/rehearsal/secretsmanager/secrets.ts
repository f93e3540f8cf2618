import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import { generateSecret } from './generate-secret';
import { CURRENT, Secret } from './secret';
import type { SecretProperties } from './secret-properties';

export interface SecretsManagerPorts {
  readonly place: Place;
  readonly randomness: Randomness;
  now(): number;
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The secrets of an account. */
export class Secrets {
  /** By ARN. */
  private readonly secrets = new Map<string, Secret>();
  private made = 0;

  constructor(private readonly ports: SecretsManagerPorts) {}

  /** Makes a secret as a template has it, and gives its ARN. */
  create(name: string, properties: SecretProperties): string {
    if ([...this.secrets.values()].some((secret) => secret.name === name)) {
      throw new ApiError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    }
    this.made += 1;
    // Secrets Manager adds six characters, so that a new secret of an old name is not taken for the old one.
    const suffix = this.ports.randomness.identifier(`secret ${this.made} ${name}`, 6, LETTERS);
    const arn = this.ports.place.arn('secretsmanager', `secret:${name}-${suffix}`);
    const secret = new Secret(name, arn, this.ports.now());
    this.apply(secret, properties, true);
    this.secrets.set(arn, secret);
    return arn;
  }

  /** @param renew whether the secret gets the value of the template */
  change(arn: string, properties: SecretProperties, renew: boolean): void {
    this.apply(this.get(arn), properties, renew);
  }

  /** Removes a secret at once, as CloudFormation does. */
  remove(arn: string): void {
    this.secrets.delete(arn);
  }

  /** By name, ARN, or ARN without its last six characters. */
  find(secretId: string): Secret | undefined {
    const exact = this.secrets.get(secretId);
    if (exact) return exact;
    return [...this.secrets.values()].find(({ name, arn }) => name === secretId || arn.slice(0, -7) === secretId);
  }

  get(secretId: string): Secret {
    const found = this.find(secretId);
    if (found) return found;
    throw new ApiError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  /** A new id for a version, in the form of a UUID. */
  versionId(): string {
    this.made += 1;
    const digits = this.ports.randomness.identifier(`secret version ${this.made}`, 32, '0123456789abcdef');
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private apply(secret: Secret, properties: SecretProperties, renew: boolean): void {
    secret.description = properties.Description;
    secret.kmsKeyId = properties.KmsKeyId;
    secret.tags = properties.Tags;
    if (!renew) return;
    const { GenerateSecretString, SecretString } = properties;
    const stream = this.ports.randomness.stream(`secret value ${secret.arn} ${this.ports.now()}`);
    const text = GenerateSecretString ? generateSecret(GenerateSecretString, stream) : SecretString;
    if (text !== undefined) secret.put(this.versionId(), { SecretString: text }, [CURRENT], this.ports.now());
  }
}
