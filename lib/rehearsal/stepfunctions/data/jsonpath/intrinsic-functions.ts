import { createHash } from 'node:crypto';
import type { Chance } from '../../run/chance';
import { evaluationError, type StatesError } from '../../run/states-error';
import { isJsonArray, isJsonObject, type Json, type JsonObject, jsonEquals, parseJson } from '../json';
import { format } from './format';

type Intrinsic = (given: readonly Json[], chance: Chance) => Json;

/** Step Functions Developer Guide, "Intrinsic functions": the longest text for Base64 and hashes, the most values of a range. */
const LONGEST_TEXT = 10_000;
const LONGEST_RANGE = 1_000;

const ALGORITHMS = new Map(
  ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].map((name) => [name, name.replace('-', '')]),
);

/** Step Functions Developer Guide, "Intrinsic functions for JSONPath states". */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'States.Array': (given) => given,
  'States.ArrayPartition': (given) => {
    const [items, size] = [arrayAt(given, 0), Math.round(numberAt(given, 1))];
    if (size < 1) throw failure('the size of a partition must be at least 1');
    return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  },
  'States.ArrayContains': (given) => arrayAt(given, 0).some((item) => jsonEquals(item, at(given, 1))),
  'States.ArrayRange': (given) => {
    const [first, last, step] = [numberAt(given, 0), numberAt(given, 1), numberAt(given, 2)].map(Math.round);
    if (first === undefined || last === undefined || step === undefined || step === 0)
      throw failure('the step of a range cannot be 0');
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > LONGEST_RANGE) throw failure(`a range has at most ${LONGEST_RANGE} values, not ${length}`);
    return Array.from({ length }, (_, i) => first + i * step);
  },
  'States.ArrayGetItem': (given) => {
    const [items, index] = [arrayAt(given, 0), numberAt(given, 1)];
    const item = items[index];
    if (item === undefined) throw failure(`an array of ${items.length} has no item ${index}`);
    return item;
  },
  'States.ArrayLength': (given) => arrayAt(given, 0).length,
  'States.ArrayUnique': (given) => {
    const items = arrayAt(given, 0);
    return items.filter((item, i) => items.findIndex((other) => jsonEquals(item, other)) === i);
  },
  'States.Base64Encode': (given) => Buffer.from(shortTextAt(given, 0)).toString('base64'),
  'States.Base64Decode': (given) => Buffer.from(shortTextAt(given, 0), 'base64').toString('utf8'),
  'States.Hash': (given) => {
    const name = textAt(given, 1);
    const algorithm = ALGORITHMS.get(name);
    if (algorithm === undefined) throw failure(`${name} is none of ${[...ALGORITHMS.keys()].join(', ')}`);
    const data = at(given, 0);
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    if (text.length > LONGEST_TEXT) throw failure(`a text of ${text.length} characters is longer than ${LONGEST_TEXT}`);
    return createHash(algorithm).update(text).digest('hex');
  },
  'States.JsonMerge': (given) => {
    if (at(given, 2) !== false) throw failure('only the shallow merge is supported: the third argument must be false');
    return { ...objectAt(given, 0), ...objectAt(given, 1) };
  },
  'States.JsonToString': (given) => JSON.stringify(at(given, 0)),
  'States.StringToJson': (given) => {
    try {
      return parseJson(textAt(given, 0));
    } catch {
      throw failure(`${textAt(given, 0)} is not JSON`);
    }
  },
  'States.MathRandom': (given, chance) => {
    const [start, end] = [Math.round(numberAt(given, 0)), Math.round(numberAt(given, 1))];
    if (start >= end) throw failure('the start must be smaller than the end');
    const drawn = given.length > 2 ? chance.seeded(numberAt(given, 2)) : chance.draw('States.MathRandom');
    return start + Math.floor(drawn * (end - start));
  },
  'States.MathAdd': (given) => Math.round(numberAt(given, 0)) + Math.round(numberAt(given, 1)),
  'States.StringSplit': (given) => {
    // Every character of the second argument splits, and nothing between two of them is no part.
    const splitters = textAt(given, 1).replace(/[\\\]^-]/g, '\\$&');
    const parts = splitters === '' ? [textAt(given, 0)] : textAt(given, 0).split(new RegExp(`[${splitters}]`, 'u'));
    return parts.filter((part) => part !== '');
  },
  'States.UUID': (_, chance) => chance.uuid(),
  'States.Format': (given) => format(textAt(given, 0), given.slice(1), failure),
};

const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  'States.Array': [0, Infinity],
  'States.ArrayPartition': [2, 2],
  'States.ArrayContains': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayUnique': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.Hash': [2, 2],
  'States.JsonMerge': [3, 3],
  'States.JsonToString': [1, 1],
  'States.StringToJson': [1, 1],
  'States.MathRandom': [2, 3],
  'States.MathAdd': [2, 2],
  'States.StringSplit': [2, 2],
  'States.UUID': [0, 0],
  'States.Format': [1, Infinity],
};

/** Whether there is an intrinsic function of that name. */
export function isIntrinsic(name: string): boolean {
  return Object.hasOwn(INTRINSICS, name);
}

export function callIntrinsic(name: string, given: readonly Json[], chance: Chance): Json {
  const [least, most] = ARGUMENTS[name] ?? [0, 0];
  const intrinsic = INTRINSICS[name];
  if (!intrinsic || given.length < least || given.length > most) {
    throw failure(`${name} does not take ${given.length} arguments`);
  }
  return intrinsic(given, chance);
}

function failure(problem: string): StatesError {
  return evaluationError('States.IntrinsicFailure', `An intrinsic function failed: ${problem}`);
}

function at(given: readonly Json[], index: number): Json {
  const value = given[index];
  if (value === undefined) throw failure(`argument ${index + 1} is missing`);
  return value;
}

function arrayAt(given: readonly Json[], index: number): readonly Json[] {
  const value = at(given, index);
  if (!isJsonArray(value)) throw failure(`argument ${index + 1} must be an array`);
  return value;
}

function objectAt(given: readonly Json[], index: number): JsonObject {
  const value = at(given, index);
  if (!isJsonObject(value)) throw failure(`argument ${index + 1} must be an object`);
  return value;
}

function numberAt(given: readonly Json[], index: number): number {
  const value = at(given, index);
  if (typeof value !== 'number') throw failure(`argument ${index + 1} must be a number`);
  return value;
}

function textAt(given: readonly Json[], index: number): string {
  const value = at(given, index);
  if (typeof value !== 'string') throw failure(`argument ${index + 1} must be a string`);
  return value;
}

function shortTextAt(given: readonly Json[], index: number): string {
  const text = textAt(given, index);
  if (text.length > LONGEST_TEXT) throw failure(`a text of ${text.length} characters is longer than ${LONGEST_TEXT}`);
  return text;
}
