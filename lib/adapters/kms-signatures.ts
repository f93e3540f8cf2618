import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';

/** Signs by a key that nobody can take out of KMS. */
export class KmsSignatures {
  constructor(private readonly client: KMSClient) {}

  /** The signature of a text of at most 4096 bytes, in DER, as base64. */
  async sign(keyArn: string, text: string): Promise<string> {
    const { Signature } = await this.client.send(
      new SignCommand({
        KeyId: keyArn,
        Message: Buffer.from(text, 'utf8'),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    if (Signature === undefined) throw new Error(`KMS answered no signature by ${keyArn}.`);
    return Buffer.from(Signature).toString('base64');
  }

  /** The key by which anybody can verify, in PEM. */
  async publicKey(keyArn: string): Promise<string> {
    const { PublicKey } = await this.client.send(new GetPublicKeyCommand({ KeyId: keyArn }));
    if (PublicKey === undefined) throw new Error(`KMS answered no public key of ${keyArn}.`);
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    return key.export({ format: 'pem', type: 'spki' }).toString();
  }
}

/** Whether a text is a public key in PEM. */
export function isPublicKey(text: string): boolean {
  try {
    createPublicKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a signature is one of a text by the key of the curve P-256 in PEM; undefined where that is no key. */
export function isSignedBy(publicKeyPem: string, text: string, signature: string): boolean | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey(publicKeyPem);
  } catch {
    return undefined;
  }
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
