import type { Attestation } from './attestation';

/** Where attestations are kept, by the subject that they are about. Who needs less of it asks for less. */
export interface Attestations {
  /** All of a subject, the oldest first. */
  of(subject: string): Promise<readonly Attestation[]>;
  /** Keeps one; false where its proof has been used before. */
  keep(attestation: Attestation): Promise<boolean>;
}
