import * as v from 'valibot';
import type { CreationRequest } from '../../lib/flow/answer-creation';
import { conditionSchema, endedRunSchema, howEnded, howNotStarted, responsePayloadSchema } from '../failure-records';
import { parseFirstReleaseRequest } from '../first-release-request';
import { firstReleaseSchema } from '../first-release-schema';
import { parsed } from '../parsed';

const text = v.pipe(v.string(), v.nonEmpty());

const inputEntries = {
  release: firstReleaseSchema,
  request: v.strictObject({ responseUrl: text, stackId: text, requestId: text, logicalResourceId: text }),
};

/** From the gate run itself, once its gates were judged. */
const fromAnswer = v.strictObject({ ...inputEntries, status: v.picklist(['Succeeded', 'Failed', 'KnownAlias']) });

/** From the gate run itself, which caught what broke it. */
const fromRescue = v.strictObject({
  ...inputEntries,
  gateRun: v.optional(text),
  ...{ error: v.string(), cause: v.string() },
});

/** From EventBridge, for what a gate run cannot catch. */
const fromStatusChange = v.object({ detail: endedRunSchema(v.strictObject(inputEntries)) });

/** From Lambda, for a starter that could not start its gate run. */
const fromStarter = v.object({
  requestContext: v.object({ condition: conditionSchema }),
  requestPayload: v.unknown(),
  responsePayload: responsePayloadSchema,
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
    const { detail } = parsed("The event of a gate run's end", fromStatusChange, event);
    return { kind: 'broke', ...detail.input, how: howEnded(detail) };
  }
  if (has('requestContext')) {
    const { requestContext, requestPayload, responsePayload } = parsed('The record of a failure', fromStarter, event);
    const asked = parseFirstReleaseRequest(requestPayload, now);
    return { kind: 'not-started', asked, how: howNotStarted(requestContext.condition, responsePayload) };
  }
  const { error, cause, gateRun, ...input } = parsed('The request of a gate run that broke', fromRescue, event);
  return { kind: 'broke', ...input, how: { code: 'gate-run-failed', error, cause, gateRun } };
}
