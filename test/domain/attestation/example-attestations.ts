import type { Attestation } from '../../../lib/domain/attestation/attestation';

export const SUBJECT = 'a'.repeat(64);

export const CI = { arn: 'arn:aws:sts::111122223333:assumed-role/Ci/run-7', account: '111122223333' };

export function person(name: string) {
  return { arn: `arn:aws:sts::111122223333:assumed-role/Staff/${name}@example.com`, account: '111122223333' };
}

let proofs = 0;

/** Attested at 1000, and good until 9000, unless it is said otherwise. */
export function attestation(kind: string, said: Partial<Attestation> = {}): Attestation {
  proofs += 1;
  return {
    ...{ kind, subject: SUBJECT, name: 'Shop/ChatRelease', outcome: 'pass', said: `${kind} is in order.` },
    ...{ figures: {}, by: CI, at: 1000, expiresAt: 9000, proof: proofs.toString(16).padStart(12, '0').padEnd(64, '0') },
    ...said,
  };
}
