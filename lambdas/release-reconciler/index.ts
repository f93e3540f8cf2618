import { deployments, outcomes } from '../clients';
import { requiredEnvironment } from '../required-environment';
import { ledger } from '../tables';
import { reconcileReleases } from './reconcile-releases';

const ports = {
  application: requiredEnvironment('APPLICATION'),
  deployments: deployments(),
  ledger: ledger(),
  outcomes: outcomes(),
  now: () => Date.now(),
};

/** EventBridge's schedules. */
export async function handler(request: unknown): Promise<void> {
  await reconcileReleases(request, ports);
}
