import { sign, verify } from 'node:crypto';
import { ApiError } from '../kernel/api-error';
import type { PermissionsNeeded } from '../kernel/permission';
import type { ResourceProvider } from '../kernel/resource-provider';
import { operation, serviceApi } from '../kernel/service-api';
import { Keys, type Key, type KmsPorts } from './keys';
import { KMS_INPUT } from './kms-input';
import { kmsResources } from './kms-resources';
import type { SigningPair } from './signing-pair';

export type { KmsPorts } from './keys';

/** The only algorithm of the curve P-256 (AWS KMS Developer Guide, "Key spec reference"). */
const ALGORITHM = 'ECDSA_SHA_256';
/** AWS KMS API Reference, Sign: the bytes that a message may have at most. */
const LARGEST = 4096;

/** AWS KMS: keys, and the signatures of those of the curve P-256. Nothing is encrypted. */
export class Kms {
  readonly providers: readonly ResourceProvider[];
  private readonly keys: Keys;

  constructor(private readonly ports: KmsPorts) {
    this.keys = new Keys(ports);
    this.providers = kmsResources(this.keys);
  }

  /** AWS KMS API Reference. Binary members are base64, as the wire has them. */
  readonly api = serviceApi('kms', {
    DescribeKey: operation(KMS_INPUT.DescribeKey, ({ KeyId }) => ({ KeyMetadata: metadata(this.keys.get(KeyId)) })),
    GetPublicKey: operation(KMS_INPUT.GetPublicKey, ({ KeyId }) => {
      const { key, pair } = this.signing(KeyId);
      const PublicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
      const { KeySpec, KeyUsage } = key.properties;
      return { KeyId: key.arn, PublicKey, KeySpec, KeyUsage, SigningAlgorithms: [ALGORITHM] };
    }),
    Sign: operation(KMS_INPUT.Sign, ({ KeyId, SigningAlgorithm, Message }) => {
      const { key, pair } = this.signing(KeyId, SigningAlgorithm);
      const Signature = sign('sha256', messageOf(Message), pair.privateKey).toString('base64');
      return { KeyId: key.arn, Signature, SigningAlgorithm };
    }),
    Verify: operation(KMS_INPUT.Verify, ({ KeyId, SigningAlgorithm, Message, Signature }) => {
      const { key, pair } = this.signing(KeyId, SigningAlgorithm);
      if (!verify('sha256', messageOf(Message), pair.publicKey, Buffer.from(Signature, 'base64'))) {
        throw new ApiError('KMSInvalidSignatureException', '');
      }
      return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm };
    }),
  });

  /** Service Authorization Reference, "AWS Key Management Service". */
  readonly permissions: PermissionsNeeded = (operation, { KeyId }) => {
    const id = String(KeyId);
    const unknown = id.startsWith('arn:') ? id : this.ports.place.arn('kms', id.includes('/') ? id : `key/${id}`);
    return [{ action: `kms:${operation}`, resource: this.keys.find(id)?.arn ?? unknown }];
  };

  /** A key that can be signed with now. */
  private signing(keyId: string, algorithm = ALGORITHM): { readonly key: Key; readonly pair: SigningPair } {
    const key = this.keys.get(keyId);
    if (key.isPendingDeletion) throw new ApiError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
    if (!key.properties.Enabled) throw new ApiError('DisabledException', `${key.arn} is disabled.`);
    const { pair } = key;
    if (!pair) {
      const { KeyUsage } = key.properties;
      throw new ApiError(
        'InvalidKeyUsageException',
        `${key.arn} key usage is ${KeyUsage} which is not valid for signing.`,
      );
    }
    if (algorithm !== ALGORITHM) {
      throw new ApiError(
        'InvalidKeyUsageException',
        `Algorithm ${algorithm} is incompatible with key spec ECC_NIST_P256.`,
      );
    }
    return { key, pair };
  }
}

function metadata({ id, arn, properties, isPendingDeletion }: Key) {
  const { Description, Enabled, KeySpec, KeyUsage } = properties;
  const state = isPendingDeletion ? 'PendingDeletion' : Enabled ? 'Enabled' : 'Disabled';
  return {
    KeyId: id,
    Arn: arn,
    Description: Description ?? '',
    Enabled: state === 'Enabled',
    KeySpec,
    KeyState: state,
    KeyUsage,
  };
}

function messageOf(base64: string): Buffer {
  const message = Buffer.from(base64, 'base64');
  if (message.length > 0 && message.length <= LARGEST) return message;
  throw new ApiError(
    'ValidationException',
    `1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST} and greater than or equal to 1`,
  );
}
