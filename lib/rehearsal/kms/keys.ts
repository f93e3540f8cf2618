import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { KeyProperties } from './key-properties';
import { signingPair, type SigningPair } from './signing-pair';

export interface KmsPorts {
  readonly place: Place;
  readonly randomness: Randomness;
}

/** A key of the account. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly pair: SigningPair | undefined;
  properties: KeyProperties;
  /** Whether the template has let it go: KMS deletes it only days later. */
  isPendingDeletion: boolean;
}

/** The keys of an account, and the aliases that name them. */
export class Keys {
  /** By id. */
  private readonly keys = new Map<string, Key>();
  /** The ids of keys, by the name of the alias. */
  private readonly aliases = new Map<string, string>();

  constructor(private readonly ports: KmsPorts) {}

  create(properties: KeyProperties, where: string): Key {
    checkPolicy(properties.KeyPolicy, this.ports.place.accountId, where);
    const isSigning = properties.KeySpec === 'ECC_NIST_P256';
    if (isSigning !== (properties.KeyUsage === 'SIGN_VERIFY')) {
      throw new ApiError(
        'ValidationException',
        `KeyUsage ${properties.KeyUsage} is not compatible with KeySpec ${properties.KeySpec}`,
      );
    }
    const made = this.keys.size + 1;
    const digits = this.ports.randomness.identifier(`kms key ${made}`, 32, HEXADECIMAL);
    const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const pair = isSigning
      ? signingPair(this.ports.randomness.identifier(`kms pair ${made}`, 64, HEXADECIMAL))
      : undefined;
    const key = { id, arn: this.ports.place.arn('kms', `key/${id}`), pair, properties, isPendingDeletion: false };
    this.keys.set(id, key);
    return key;
  }

  change(id: string, properties: KeyProperties, where: string): void {
    const key = this.get(id);
    // AWS CloudFormation Template Reference, "AWS::KMS::Key": such an update fails.
    for (const name of ['KeySpec', 'KeyUsage'] as const) {
      if (key.properties[name] === properties[name]) continue;
      throw new ApiError('ValidationException', `The ${name} of an existing KMS key cannot be changed.`);
    }
    checkPolicy(properties.KeyPolicy, this.ports.place.accountId, where);
    key.properties = properties;
  }

  setAlias(name: string, target: string): void {
    this.aliases.set(name, this.get(target).id);
  }

  removeAlias(name: string): void {
    this.aliases.delete(name);
  }

  hasAlias(name: string): boolean {
    return this.aliases.has(name);
  }

  /** By id, ARN, or the name or ARN of an alias. */
  find(keyId: string): Key | undefined {
    const name = keyId.startsWith('arn:') ? keyId.split(':').slice(5).join(':') : keyId;
    if (name.startsWith('alias/')) return this.keys.get(this.aliases.get(name) ?? '');
    return this.keys.get(name.replace(/^key\//, ''));
  }

  get(keyId: string): Key {
    const key = this.find(keyId);
    if (key) return key;
    const { place } = this.ports;
    const what = keyId.startsWith('alias/')
      ? `Alias ${place.arn('kms', keyId)} is not found.`
      : `Key '${keyId.startsWith('arn:') ? keyId : place.arn('kms', `key/${keyId}`)}' does not exist`;
    throw new ApiError('NotFoundException', what);
  }
}

const HEXADECIMAL = '0123456789abcdef';

/**
 * A key's policy alone lets anybody in. One that leaves it to the account's own policies is what is emulated here (AWS KMS
 * Developer Guide, "Default key policy"); what else it says is for others than the account's roles, or lets nobody further in.
 */
function checkPolicy(policy: KeyProperties['KeyPolicy'], accountId: string, where: string): void {
  if (policy === undefined) return;
  const { Statement: statements } = policy as { readonly Statement?: unknown };
  const list = (Array.isArray(statements) ? statements : [statements]) as readonly Readonly<Record<string, unknown>>[];
  const isOpen = list.some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === 'Allow' &&
      Condition === undefined &&
      [Action].flat().includes('kms:*') &&
      [(Principal as { AWS?: unknown } | undefined)?.AWS]
        .flat()
        .some((one) => one === accountId || String(one).endsWith(`::${accountId}:root`)),
  );
  const denies = list.some(({ Effect }) => Effect === 'Deny');
  if (isOpen && !denies) return;
  throw new NotEmulated('A KeyPolicy of AWS::KMS::Key that does not let the account’s own policies decide', where);
}
