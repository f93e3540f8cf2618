import { deployments } from '../clients';
import { ledger } from '../tables';
import { answerFailed } from './answer-failed';

const ports = { deployments: deployments(), ledger: ledger(), now: () => Date.now() };

/** Whatever is left when a gate run, or the hook that starts it, broke. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  await answerFailed(event, { ...ports, remainingMs: () => context.getRemainingTimeInMillis() });
}
