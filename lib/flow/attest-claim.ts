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
  /** Who signed a request, by AWS STS itself; nobody where STS does not confirm it. */
  readonly identify: (url: string, claim: string) => Promise<Attester | undefined>;
  readonly digest: Digest;
  readonly now: () => number;
}

/** What somebody asks to have kept, and the proof of who they are. */
export interface ClaimAsked {
  readonly claim: Claim;
  /** A `GetCallerIdentity` that they have signed. */
  readonly proof: string;
}

/** What comes of it. That something is refused is the business of whoever asked, and no failure of the platform. */
export type Attested = { readonly kept: Attestation } | { readonly refused: string };

/**
 * Keeps what somebody attests, once it is known who it is.
 *
 * @param kind what they may attest: that of the alias that was called, and never what the claim says of itself
 */
export async function attestClaim({ claim, proof }: ClaimAsked, kind: string, ports: AttestPorts): Promise<Attested> {
  const { platformName, region, mostValidSeconds, attestations, identify, digest, now } = ports;
  if (claim.platform !== platformName)
    return { refused: `The claim is for platform ${claim.platform}, and this is ${platformName}.` };
  if (claim.kind !== kind)
    return { refused: `The claim is of kind ${claim.kind}, and what was called attests ${kind}.` };
  const problem = proofProblem(proof, { hosts: stsHosts(region), now: now() });
  if (problem !== undefined) return { refused: `The proof of identity ${problem}.` };
  const by = await identify(proof, claimHeader(claim, digest(claim)));
  if (by === undefined) return { refused: NOT_CONFIRMED };
  const at = now();
  const { subject, name, code, outcome, said, figures, validSeconds } = claim;
  const attestation = {
    ...{ kind, subject, name, outcome, said, figures, by, at },
    ...(code === undefined ? {} : { code }),
    expiresAt: at + Math.min(validSeconds, mostValidSeconds) * 1000,
    proof: digest(new URL(proof).searchParams.get('X-Amz-Signature')),
  };
  const isKept = await attestations.keep(attestation);
  return isKept
    ? { kept: attestation }
    : { refused: 'The proof of identity has been used, so nothing new is kept: run the command once more.' };
}

const NOT_CONFIRMED =
  'AWS STS does not confirm the proof of identity: it was not signed for this claim, or is expired. Run the command once more.';
