import { NotEmulated } from '../kernel/not-emulated';
import { jsonAnswer } from '../kernel/json-answer';
import type { ApiAnswer } from './api-answer';

/**
 * What API Gateway makes of a function's answer, or undefined where it cannot: the customer then gets `Internal Server
 * Error`. In format 2.0 an answer without a status is a body with the status 200; in format 1.0 the status has to be
 * there (API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs").
 *
 * @param payload what the function returned, as JSON; nothing where it returned nothing
 * @param where for messages
 */
export function functionAnswer(
  payload: string,
  format: '1.0' | '2.0' | undefined,
  where: string,
): ApiAnswer | undefined {
  // A handler that returns nothing leaves no JSON behind.
  const answered = payload === '' ? null : jsonAnswer(payload, where);
  const isObject = typeof answered === 'object' && answered !== null && !Array.isArray(answered);
  if (!isObject || !('statusCode' in answered)) return format === '2.0' ? plain(answered) : undefined;
  const { statusCode, body } = answered as { readonly statusCode: unknown; readonly body?: unknown };
  if (typeof statusCode === 'string') {
    throw new NotEmulated(
      'A statusCode that is a text',
      where,
      'Return it as a number: whether a text is taken is not written.',
    );
  }
  if (!isStatus(statusCode)) return undefined;
  if (body === undefined || body === null) return { status: statusCode, body: '' };
  return typeof body === 'string' ? { status: statusCode, body } : undefined;
}

function plain(answered: unknown): ApiAnswer {
  return { status: 200, body: typeof answered === 'string' ? answered : JSON.stringify(answered) };
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
}
