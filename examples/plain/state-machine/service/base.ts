import { type Assessment, type Claim } from './claim';

/** The first release: every small claim is paid. */
export function handler({ amount }: Claim): Promise<Assessment> {
  return Promise.resolve({ paid: true, reason: `A claim of ${amount} is small.` });
}
