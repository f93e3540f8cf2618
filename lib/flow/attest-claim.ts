import type { Attestation, Attester } from '../domain/attestation/attestation';
import type { Attestations } from '../domain/attestation/attestations';
import { claimHeader, type Claim } from '../domain/attestation/claim';
import { proofProblem, stsHosts } from '../domain/attestation/identity-proof';
import type { Digest } from '../domain/release/ledger-event';

export interface AttestPorts {
  readonly platformName: string;
  readonly region: string;
  /** No attestation counts for longer, in seconds. */
  readonly mostValidSeconds: number;
  readonly attestations: Pick<Attestations, 'keep'>;
  /** Who signed a request, by AWS STS itself. @throws Error where STS does not confirm it */
  readonly identify: (url: string, claim: string) => Promise<Attester>;
  readonly digest: Digest;
  readonly now: () => number;
}

/** What somebody asks to have kept, and the proof of who they are. */
export interface ClaimAsked {
  readonly claim: Claim;
  /** A `GetCallerIdentity` that they have signed. */
  readonly proof: string;
}

/**
 * Keeps what somebody attests, once it is known who it is.
 *
 * @param kind what they may attest: that of the alias that was called, and never what the claim says of itself
 * @throws Error that says why it is not kept
 */
export async function attestClaim(
  { claim, proof }: ClaimAsked,
  kind: string,
  ports: AttestPorts,
): Promise<Attestation> {
  const { platformName, region, mostValidSeconds, attestations, identify, digest, now } = ports;
  if (claim.platform !== platformName)
    throw new Error(`The claim is for platform ${claim.platform}, and this is ${platformName}.`);
  if (claim.kind !== kind) throw new Error(`The claim is of kind ${claim.kind}, and what was called attests ${kind}.`);
  const problem = proofProblem(proof, { hosts: stsHosts(region), now: now() });
  if (problem !== undefined) throw new Error(`The proof of identity ${problem}.`);
  const by = await identify(proof, claimHeader(claim, digest(claim)));
  const at = now();
  const { subject, name, outcome, said, figures, validSeconds } = claim;
  const attestation = {
    ...{ kind, subject, name, outcome, said, figures, by, at },
    expiresAt: at + Math.min(validSeconds, mostValidSeconds) * 1000,
    proof: digest(new URL(proof).searchParams.get('X-Amz-Signature')),
  };
  if (!(await attestations.keep(attestation))) throw new Error('The proof of identity has been used: sign a new one.');
  return attestation;
}
