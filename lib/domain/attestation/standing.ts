import type { Attestation } from './attestation';

/** How it stands with a kind of attestation about a subject at a moment. */
export type Standing =
  | { readonly kind: string; readonly is: 'missing' }
  /** The latest of its kind decides: a later failure outweighs a pass, and a later pass a failure. */
  | { readonly kind: string; readonly is: 'passed' | 'failed' | 'expired'; readonly latest: Attestation };

/** @param at milliseconds since the epoch */
export function standingOf(kind: string, attestations: readonly Attestation[], at: number): Standing {
  const [first, ...others] = attestations.filter((one) => one.kind === kind);
  if (!first) return { kind, is: 'missing' };
  const latest = others.reduce((known, one) => (one.at >= known.at ? one : known), first);
  // A failure does not expire: nothing has passed since.
  if (latest.outcome === 'fail') return { kind, is: 'failed', latest };
  return { kind, is: at < latest.expiresAt ? 'passed' : 'expired', latest };
}
