import { SFNClient } from '@aws-sdk/client-sfn';
import * as v from 'valibot';
import { StepFunctionsGateRuns } from '../../lib/adapters/stepfunctions-gate-runs';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import { requiredEnvironment } from '../required-environment';
import { startGateRun } from './start-gate-run';

const ports = {
  phase: v.parse(v.picklist(HOOK_PHASES), requiredEnvironment('PHASE')),
  gateRuns: new StepFunctionsGateRuns(new SFNClient({ maxAttempts: 6 }), requiredEnvironment('GATE_RUN_ARN')),
};

/** CodeDeploy's hook of one phase. */
export async function handler(event: unknown): Promise<void> {
  await startGateRun(event, ports);
}
