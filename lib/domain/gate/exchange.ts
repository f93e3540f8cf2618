import { BUDGETS } from '../size/budgets';
import { shortened } from '../size/shortened';
import type { Fixtures } from '../suite/fixture';
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

/** Where events and answers of HTTP have what is nobody's business beside the body: tokens, cookies, whose call it is. */
const UNSAID: ReadonlySet<string> = new Set([
  'authorizationToken',
  'cookies',
  'headers',
  'identitySource',
  'multiValueHeaders',
  'multiValueQueryStringParameters',
  'queryStringParameters',
  'rawQueryString',
  'requestContext',
]);

/**
 * What a version was asked and what it answered, for a person. Of a request that is the body, or its method and path where
 * it has none; headers are never part of it, also where an event has them, nor is what fixtures are filled with, also where
 * an answer repeats it: a token may be among them.
 *
 * @param sent as it was written
 * @param seen the answer as expectations see it; left out where there is none, or where it is nobody's business
 * @param fixtures what the answer may repeat
 */
export function exchange({ request, event }: Sent, seen?: unknown, fixtures: Fixtures = {}): Exchange {
  const { method = 'GET', path = '/', body } = request ?? {};
  if (request === undefined) {
    const answer = seen === undefined ? {} : { answered: inWords(saidOf(seen), fixtures) };
    return { asked: inWords(saidOf(event)), ...answer };
  }
  const answered = valueAt(seen, 'body');
  return {
    asked: inWords(body ?? `${method} ${path.replace(/\?[^]*/, '')}`),
    ...(answered === undefined ? {} : { answered: inWords(answered, fixtures) }),
  };
}

/** What an event, or what came of one, says beside its headers. */
function saidOf(value: unknown): unknown {
  const text = jsonText(value, (key, inside: unknown) => (UNSAID.has(key) ? undefined : inside));
  return text === undefined ? TOO_DEEP : (JSON.parse(text) as unknown);
}

/** A text as it is, also where a value has nothing else in it; of any other value the JSON text. */
function inWords(value: unknown, fixtures: Fixtures = {}): string {
  const words = onlyText(value) ?? jsonText(value) ?? TOO_DEEP;
  // Before it is cut: what a cut leaves of a token is not found any more.
  return shortened(withoutFixtures(words, fixtures), BUDGETS.exchange);
}

/** A text that may repeat what fixtures stand for, with their names in place of it. */
export function withoutFixtures(text: string, fixtures: Fixtures): string {
  return Object.entries(fixtures).reduce(withoutFixture, text);
}

/** A shorter text is no token, and may be part of any word. */
const LEAST_CHARACTERS = 6;

function withoutFixture(words: string, [name, value]: readonly [string, unknown]): string {
  const texts = textsIn(value).filter((text) => text.length >= LEAST_CHARACTERS);
  const written = texts.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')),
  ]);
  return written.reduce((left, text) => left.replaceAll(text, () => `(fixture ${name})`), words);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
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

const TOO_DEEP = 'JSON that is nested too deep to be written';

/** Undefined where a value is nested too deep. */
function jsonText(value: unknown, replacer?: (key: string, inside: unknown) => unknown): string | undefined {
  try {
    return JSON.stringify(value, replacer);
  } catch {
    return undefined;
  }
}
