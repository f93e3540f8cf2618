import { type Assessment, type Claim } from './claim';

const NOT_COVERED: readonly string[] = ['wear', 'loss'];

/** Declines the kinds that are not covered. */
export function handler({ amount, kind }: Claim): Promise<Assessment> {
  if (kind !== undefined && NOT_COVERED.includes(kind)) {
    return Promise.resolve({ paid: false, reason: `A claim for ${kind} is not covered.` });
  }
  return Promise.resolve({ paid: true, reason: `A claim of ${amount} is small.` });
}
