/** What an answer may have that says that the call failed. */
interface Telling {
  readonly statusCode?: unknown;
  readonly batchItemFailures?: unknown;
}

/**
 * Whether a handler's answer says that the call failed: an HTTP answer with a status of 500 or more (API Gateway Developer
 * Guide, "Lambda proxy integrations in API Gateway"), or a batch of which items failed (Lambda Developer Guide, "Handling
 * errors for an SQS event source in Lambda", `batchItemFailures`).
 *
 * A status is a number by that page. Handlers made from Lambda's blueprint `microservice-http-endpoint` answer with its digits
 * as a text: whatever the caller makes of it, one of 500 or more is meant to be a failure.
 */
export function answerFailed(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const { statusCode, batchItemFailures } = answer as Telling;
  return isServerError(statusCode) || (Array.isArray(batchItemFailures) && batchItemFailures.length > 0);
}

/** Whether an HTTP status, a number or its digits, is 500 or more. */
export function isServerError(status: unknown): boolean {
  if (typeof status === 'string') return /^\d{3}$/.test(status) && Number(status) >= 500;
  return typeof status === 'number' && status >= 500;
}
