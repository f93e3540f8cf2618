import * as v from 'valibot';
import type { CreationRequest } from '../../lib/flow/answer-creation';
import { parseFirstReleaseRequest } from '../first-release-request';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const inputEntries = {
  release: v.strictObject({
    id: text,
    functionName: text,
    aliasName: text,
    green: text,
    deploymentGroup: text,
    openedAt: v.number(),
  }),
  request: v.strictObject({ responseUrl: text, stackId: text, requestId: text, logicalResourceId: text }),
};

/** From the gate run itself, once its gates were judged. */
const fromAnswer = v.strictObject({ ...inputEntries, status: v.picklist(['Succeeded', 'Failed', 'KnownAlias']) });

/** From the gate run itself, which caught what broke it. */
const fromRescue = v.strictObject({ ...inputEntries, error: v.string(), cause: v.string() });

const CODE_BY_STATUS = {
  FAILED: 'gate-run-failed',
  TIMED_OUT: 'gate-run-timed-out',
  ABORTED: 'gate-run-aborted',
} as const;

/** From EventBridge, for what a gate run cannot catch (Step Functions Developer Guide, "Status change events"). */
const fromStatusChange = v.object({
  detail: v.object({
    status: v.picklist(['FAILED', 'TIMED_OUT', 'ABORTED']),
    input: v.pipe(v.string(), v.parseJson(undefined, 'must be JSON'), v.strictObject(inputEntries)),
    error: v.nullish(v.string()),
    cause: v.nullish(v.string()),
  }),
});

const CODE_BY_CONDITION = { RetriesExhausted: 'hook-failed', EventAgeExceeded: 'hook-expired' } as const;

/** From Lambda, for a starter that could not start its gate run (Lambda Developer Guide, "Capturing records"). */
const fromStarter = v.object({
  requestContext: v.object({ condition: v.picklist(['RetriesExhausted', 'EventAgeExceeded']) }),
  requestPayload: v.unknown(),
  responsePayload: v.nullish(v.object({ errorType: v.nullish(v.string()), errorMessage: v.nullish(v.string()) })),
});

/**
 * What is to be answered, from whichever of the four roads an event came by.
 *
 * @param now in milliseconds since the epoch
 */
export function parseCreationRequest(event: unknown, now: number): CreationRequest {
  const has = (key: string) => typeof event === 'object' && event !== null && key in event;
  if (has('status')) return { kind: 'judged', ...parsed('The request to answer', fromAnswer, event) };
  if (has('detail')) {
    const { status, input, error, cause } = parsed("The event of a gate run's end", fromStatusChange, event).detail;
    return {
      kind: 'broke',
      ...input,
      how: { code: CODE_BY_STATUS[status], error: error ?? undefined, cause: cause ?? undefined },
    };
  }
  if (has('requestContext')) {
    const { requestContext, requestPayload, responsePayload } = parsed('The record of a failure', fromStarter, event);
    const asked = parseFirstReleaseRequest(requestPayload, now);
    const { errorType, errorMessage } = responsePayload ?? {};
    const code = CODE_BY_CONDITION[requestContext.condition];
    return {
      kind: 'not-started',
      asked,
      how: { code, error: errorType ?? undefined, cause: errorMessage ?? undefined },
    };
  }
  const { error, cause, ...input } = parsed('The request of a gate run that broke', fromRescue, event);
  return { kind: 'broke', ...input, how: { code: 'gate-run-failed', error, cause } };
}
