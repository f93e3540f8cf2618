import { outcomes } from '../clients';
import { firstReleaseChecks } from '../first-release-checks';
import { requiredEnvironment } from '../required-environment';
import { tellingLedger } from '../tables';
import { answerFirstRelease } from './answer-first-release';

const ports = {
  ...firstReleaseChecks(),
  ledger: tellingLedger(requiredEnvironment('PLATFORM')),
  outcomes: outcomes(),
  now: () => Date.now(),
};

/** The last step of the gate run of a first release; the same code is its last resort, as a function of its own. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  await answerFirstRelease(event, { ...ports, remainingMs: () => context.getRemainingTimeInMillis() });
}
