import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Chance } from '../../run/chance';
import type { Bindings } from './expression';

/** Step Functions Developer Guide, "JSONata functions provided by Step Functions". */
const ALGORITHMS = new Map(
  ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].map((name) => [name, name.replace('-', '')]),
);

/** More would take more memory than Step Functions gives an expression. */
const LONGEST_RANGE = 100_000;

/** What Step Functions adds to JSONata or has of its own: time and chance are the rehearsal's. */
export function stepFunctionsFunctions(chance: Chance, now: number): Bindings {
  return {
    partition: (items: unknown, size: unknown) => partition(asArray(items, 'partition'), asNumber(size, 'partition')),
    range: (first: unknown, last: unknown, step: unknown) =>
      range(asNumber(first, 'range'), asNumber(last, 'range'), asNumber(step, 'range')),
    hash: (text: unknown, algorithm: unknown) => hash(asText(text, 'hash'), asText(algorithm, 'hash')),
    random: (seed: unknown) => (seed === undefined ? chance.draw('$random') : chance.seeded(asNumber(seed, 'random'))),
    uuid: () => chance.uuid(),
    parse: (text: unknown): unknown => parse(asText(text, 'parse')),
    shuffle: (items: unknown) => shuffle(asArray(items, 'shuffle'), chance),
    // The language's own functions would tell the time of the machine that rehearses.
    now: (picture: unknown, timezone: unknown) =>
      jsonata('$fromMillis($ms, $picture, $timezone)').evaluate(undefined, {
        ms: now,
        picture,
        timezone,
      }) as Promise<unknown>,
    millis: () => now,
    eval: () => fail('eval', 'is not supported; use $parse'),
  };
}

function partition(items: readonly unknown[], size: number): unknown[] {
  const step = Math.floor(size);
  if (step < 1) fail('partition', 'needs a size of at least 1');
  return Array.from({ length: Math.ceil(items.length / step) }, (_, i) => items.slice(i * step, (i + 1) * step));
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) fail('range', 'needs a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) fail('range', `would give ${length} values`);
  return Array.from({ length }, (_, i) => first + i * step);
}

function hash(text: string, algorithm: string): string {
  const name = ALGORITHMS.get(algorithm);
  if (name === undefined) fail('hash', `knows ${[...ALGORITHMS.keys()].join(', ')}, not ${algorithm}`);
  return createHash(name).update(text).digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('parse', 'needs JSON text');
  }
}

function shuffle(items: readonly unknown[], chance: Chance): unknown[] {
  return items
    .map((item) => ({ item, order: chance.draw('$shuffle') }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function asArray(value: unknown, name: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(name, 'needs an array');
}

function asNumber(value: unknown, name: string): number {
  return typeof value === 'number' ? value : fail(name, 'needs a number');
}

function asText(value: unknown, name: string): string {
  return typeof value === 'string' ? value : fail(name, 'needs a string');
}

function fail(name: string, problem: string): never {
  throw new Error(`The function $${name} ${problem}.`);
}
