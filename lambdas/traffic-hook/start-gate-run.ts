import * as v from 'valibot';
import type { HookPhase } from '../../lib/domain/gate/phase';
import type { GateRunInput, GateRuns } from '../../lib/domain/release/gate-runs';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

/** What CodeDeploy sends to a hook: which deployment, and by what to answer, but not in which phase. */
const hookEventSchema = v.strictObject({ DeploymentId: text, LifecycleEventHookExecutionId: text });

/** Starts the gate run that will answer CodeDeploy. What breaks here is thrown: the last resort answers for it. */
export async function startGateRun(
  event: unknown,
  { phase, gateRuns }: { readonly phase: HookPhase; readonly gateRuns: GateRuns<GateRunInput> },
): Promise<void> {
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: hookExecutionId } = parsed(
    "The hook's event",
    hookEventSchema,
    event,
  );
  await gateRuns.start({ deploymentId, hookExecutionId, phase });
}
