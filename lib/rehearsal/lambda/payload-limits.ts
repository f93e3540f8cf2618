import { ApiError } from '../kernel/api-error';
import type { HandlerEnd } from './handler-end';

/** Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous request, 1 MB for an asynchronous one. */
const REQUEST_LIMIT_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/** 6 MB and a little more for what Lambda puts round a response, as its own message says. */
const RESPONSE_LIMIT_BYTES = 6_291_556;

/** @throws ApiError where a request is too large to be taken */
export function checkRequest(payload: string, type: keyof typeof REQUEST_LIMIT_BYTES): void {
  const limit = REQUEST_LIMIT_BYTES[type];
  const bytes = Buffer.byteLength(payload);
  if (bytes <= limit) return;
  throw new ApiError(
    'RequestEntityTooLargeException',
    `${bytes} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
    413,
  );
}

/** A response that is too large fails its invocation, after the handler has done its work. */
export function checkResponse(end: HandlerEnd): HandlerEnd {
  if (end.kind !== 'returned' || Buffer.byteLength(end.payload) <= RESPONSE_LIMIT_BYTES) return end;
  return {
    kind: 'threw',
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
    trace: [],
  };
}
