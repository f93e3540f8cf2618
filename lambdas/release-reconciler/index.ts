import { alarmStates, deployments, metrics, outcomes } from '../clients';
import { requiredEnvironment } from '../required-environment';
import { attestations, debts, facts, history, notices, tellingLedger } from '../tables';
import { reconcileReleases } from './reconcile-releases';

const ports = {
  application: requiredEnvironment('APPLICATION'),
  deployments: deployments(),
  ledger: tellingLedger(requiredEnvironment('PLATFORM')),
  history: history(),
  alarmReasons: alarmStates(),
  notices: notices(),
  debts: debts(),
  attestations: attestations(),
  facts: facts(),
  metrics: metrics(),
  outcomes: outcomes(),
  now: () => Date.now(),
};

/** EventBridge's schedules. */
export async function handler(request: unknown): Promise<void> {
  await reconcileReleases(request, ports);
}
