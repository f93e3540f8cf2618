import type { Attester } from './attestation';

/**
 * Whom a session is of, as far as it says: its name, which is the mail address of a person where people sign in by IAM Identity
 * Center, and the same in every role and account that they take. Where several people share a name, they count as one.
 */
export function personOf({ arn }: Pick<Attester, 'arn'>): string {
  return arn.slice(arn.lastIndexOf('/') + 1).toLowerCase();
}
