import * as v from 'valibot';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import { gateRuns } from '../clients';
import { requiredEnvironment } from '../required-environment';
import { startGateRun } from './start-gate-run';

const ports = {
  phase: v.parse(v.picklist(HOOK_PHASES), requiredEnvironment('PHASE')),
  gateRuns: gateRuns(),
};

/** CodeDeploy's hook of one phase. */
export async function handler(event: unknown): Promise<void> {
  await startGateRun(event, ports);
}
