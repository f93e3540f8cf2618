import { type Assessment, type Claim } from './claim';

const NOT_COVERED: readonly string[] = ['wear', 'loss'];

/** Declines the kinds that are not covered, and forgets that a claim need not have one. */
export function handler(claim: Claim): Promise<Assessment> {
  const { amount, kind } = claim as Required<Claim>;
  if (NOT_COVERED.includes(kind.toLowerCase())) {
    return Promise.resolve({ paid: false, reason: `A claim for ${kind} is not covered.` });
  }
  return Promise.resolve({ paid: true, reason: `A claim of ${amount} is small.` });
}
