import * as v from 'valibot';
import { HOOK_PHASES } from '../../lib/domain/gate/phase';
import type { BrokenGateRun } from '../../lib/domain/release/broken-gate-run';
import { phaseOfHook } from '../../lib/domain/release/hook-function';
import { conditionSchema, endedRunSchema, howEnded, howNotStarted, responsePayloadSchema } from '../failure-records';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());
const phase = v.picklist(HOOK_PHASES);

/** From the gate run itself, which caught what broke it. */
const fromGateRun = v.pipe(
  v.strictObject({
    ...{ deploymentId: text, hookExecutionId: text, phase },
    gateRun: v.optional(text),
    ...{ error: v.string(), cause: v.string() },
  }),
  v.transform((event): BrokenGateRun => ({ ...event, code: 'gate-run-failed' })),
);

/** From EventBridge, for what a gate run cannot catch. */
const fromStatusChange = v.pipe(
  v.object({
    source: v.literal('aws.states'),
    'detail-type': v.literal('Step Functions Execution Status Change'),
    detail: endedRunSchema(v.strictObject({ deploymentId: text, hookExecutionId: text, phase })),
  }),
  v.transform(({ detail }): BrokenGateRun => ({ ...detail.input, ...howEnded(detail) })),
);

/** From Lambda, for a hook that could not start its gate run. */
const fromHook = v.pipe(
  v.object({
    requestContext: v.object({
      functionArn: v.pipe(
        v.string(),
        v.transform(phaseOfHook),
        v.custom<BrokenGateRun['phase']>((found) => found !== undefined, 'must be the ARN of a hook function'),
      ),
      condition: conditionSchema,
    }),
    requestPayload: v.strictObject({ DeploymentId: text, LifecycleEventHookExecutionId: text }),
    responsePayload: responsePayloadSchema,
  }),
  v.transform(({ requestContext, requestPayload, responsePayload }): BrokenGateRun => ({
    deploymentId: requestPayload.DeploymentId,
    hookExecutionId: requestPayload.LifecycleEventHookExecutionId,
    phase: requestContext.functionArn,
    ...howNotStarted(requestContext.condition, responsePayload),
  })),
);

/** Who is to be answered for, and why, from whichever of the three roads an event came by. */
export function parseBrokenGateRun(event: unknown): BrokenGateRun {
  const has = (key: string) => typeof event === 'object' && event !== null && key in event;
  if (has('detail-type')) return parsed("The event of a gate run's end", fromStatusChange, event);
  if (has('requestContext')) return parsed("The record of a hook's failure", fromHook, event);
  return parsed('The request of a gate run that broke', fromGateRun, event);
}
