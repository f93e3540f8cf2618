import * as v from 'valibot';
import { closeRelease } from '../../lib/flow/close-release';
import { alarmStates, deployments, outcomes } from '../clients';
import { parsed } from '../parsed';
import { requiredEnvironment } from '../required-environment';
import { history, tellingLedger } from '../tables';

const ports = {
  deployments: deployments(),
  ledger: tellingLedger(requiredEnvironment('PLATFORM')),
  history: history(),
  alarmReasons: alarmStates(),
  outcomes: outcomes(),
  now: () => Date.now(),
};

/** EventBridge's event of the end of a deployment of CodeDeploy's. */
const eventSchema = v.object({ detail: v.object({ deploymentId: v.pipe(v.string(), v.nonEmpty()) }) });

/** EventBridge's rule on the ends of CodeDeploy's deployments. */
export async function handler(event: unknown): Promise<void> {
  const { detail } = parsed("The event of a deployment's end", eventSchema, event);
  await closeRelease(detail.deploymentId, ports);
}
