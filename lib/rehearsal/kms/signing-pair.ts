import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export interface SigningPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A pair of the curve P-256. The same digits give the same pair. @param digits 64 hexadecimal digits */
export function signingPair(digits: string): SigningPair {
  const curve = createECDH('prime256v1');
  // The first bit is left out, which keeps every number below the order of the curve.
  const secret = Buffer.from(digits, 'hex');
  secret[0] = (secret[0] ?? 0) & 0x7f;
  curve.setPrivateKey(secret);
  // One byte that says the point is not compressed, then both coordinates (SEC 1, "Elliptic Curve Cryptography", 2.3.3).
  const point = curve.getPublicKey();
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256', d: secret.toString('base64url') },
    ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
