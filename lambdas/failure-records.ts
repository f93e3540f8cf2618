import * as v from 'valibot';
import type { Breakage } from '../lib/domain/release/broken-gate-run';

// What AWS says of what broke, as far as a last resort understands it: the same for gate runs of either kind.

const CODE_BY_STATUS = {
  FAILED: 'gate-run-failed',
  TIMED_OUT: 'gate-run-timed-out',
  ABORTED: 'gate-run-aborted',
} as const;

/** In EventBridge's event of an execution that ended (Step Functions Developer Guide, "Status change events"). */
const endingSchema = v.object({
  executionArn: v.optional(v.string()),
  status: v.picklist(['FAILED', 'TIMED_OUT', 'ABORTED']),
  error: v.nullish(v.string()),
  cause: v.nullish(v.string()),
});

/** The `detail` of that event, for executions of a state machine that is started with such an input. */
export function endedRunSchema<Input extends v.GenericSchema>(input: Input) {
  const { executionArn, status, ...why } = endingSchema.entries;
  return v.object({
    executionArn,
    status,
    input: v.pipe(v.string(), v.parseJson(undefined, 'must be JSON'), input),
    ...why,
  });
}

/** How an execution broke that ended so. */
export function howEnded({ executionArn, status, error, cause }: v.InferOutput<typeof endingSchema>): Breakage {
  const code = CODE_BY_STATUS[status];
  return { code, error: error ?? undefined, cause: cause ?? undefined, gateRun: executionArn };
}

const CODE_BY_CONDITION = { RetriesExhausted: 'hook-failed', EventAgeExceeded: 'hook-expired' } as const;

/** In Lambda's record of a function that could not start a gate run (Lambda Developer Guide, "Capturing records"). */
export const conditionSchema = v.picklist(['RetriesExhausted', 'EventAgeExceeded']);
export const responsePayloadSchema = v.nullish(
  v.object({ errorType: v.nullish(v.string()), errorMessage: v.nullish(v.string()) }),
);

/** How a gate run broke that was not started, for such a condition and with such an answer of the function. */
export function howNotStarted(
  condition: v.InferOutput<typeof conditionSchema>,
  answer: v.InferOutput<typeof responsePayloadSchema>,
): Breakage {
  const { errorType, errorMessage } = answer ?? {};
  return { code: CODE_BY_CONDITION[condition], error: errorType ?? undefined, cause: errorMessage ?? undefined };
}
