import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import type { HttpRequest } from '../suite/http-request';
import { valueAt } from '../suite/value-path';
import type { Reason } from './verdict';

/** What was asked and what came, beside a reason. */
export type Exchange = Pick<Reason, 'asked' | 'answered'>;

/** What is sent to a version: a request to an HTTP API, or an event of its function. */
export interface Sent {
  readonly request?: HttpRequest | undefined;
  readonly event?: unknown;
}

/**
 * What a version was asked and what it answered, for a person. Of a request that is the body, or its method and path where
 * it has none; headers are never part of it, nor is what fixtures are filled with: a token may be among them.
 *
 * @param sent as it was written
 * @param seen the answer as expectations see it; left out where there is none, or where it is nobody's business
 */
export function exchange({ request, event }: Sent, seen?: unknown): Exchange {
  const { method = 'GET', path = '/', body } = request ?? {};
  const asked = request === undefined ? event : (body ?? `${method} ${path}`);
  const answered = request === undefined ? seen : valueAt(seen, 'body');
  return { asked: inWords(asked), ...(answered === undefined ? {} : { answered: inWords(answered) }) };
}

/** A text as it is, also where a value has nothing else in it; of any other value the JSON text. */
function inWords(value: unknown): string {
  return shortened(onlyText(value) ?? jsonText(value), BUDGETS.exchange);
}

function onlyText(value: unknown): string | undefined {
  let inside = value;
  while (typeof inside === 'object' && inside !== null) {
    const values: readonly unknown[] = Object.values(inside);
    if (values.length !== 1) return undefined;
    [inside] = values;
  }
  return typeof inside === 'string' ? inside : undefined;
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'JSON that is nested too deep to be written';
  }
}
