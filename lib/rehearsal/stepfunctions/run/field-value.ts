import { type Json, jsonTypeOf } from '../data/json';
import { expressionIn } from '../data/jsonata/expression';
import { parseTimestamp } from '../data/timestamp';
import type { DataFlow, Source } from '../definition/state-machine-definition';
import type { StateData } from './state-data';
import { evaluationError, type StatesError } from './states-error';

type Language = DataFlow['language'];

/** A field that has to be a whole number, written down or found. */
export async function wholeNumber(source: Source, data: StateData, language: Language): Promise<number> {
  const value = await data.value(source);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  if (source.kind === 'path' && typeof value === 'number') {
    throw inWords(
      Number.isInteger(value)
        ? `The ${source.field} parameter references a negative value: ${source.path} == ${value}`
        : `The ${source.field} parameter cannot be parsed as a long value: ${source.path} == ${value}`,
      language,
    );
  }
  throw unexpected(source, 'a whole number that is not negative', value, language);
}

/** A field that has to be a whole number; found by a path, it may be text that is one. */
export async function concurrency(source: Source, data: StateData, language: Language): Promise<number> {
  if (source.kind !== 'path') return wholeNumber(source, data, language);
  const value = await data.value(source);
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  throw inWords(
    `The ${source.field} field refers to value "${text}" which is not a valid integer: ${source.path}`,
    language,
  );
}

/** A field that has to be text. */
export async function text(source: Source, data: StateData, language: Language): Promise<string> {
  const value = await data.value(source);
  if (typeof value === 'string') return value;
  throw unexpected(source, 'a string', value, language);
}

/** A field that has to be a moment, in milliseconds since the epoch. */
export async function moment(source: Source, data: StateData, language: Language): Promise<number> {
  const value = await data.value(source);
  if (typeof value !== 'string') throw unexpected(source, 'a timestamp such as 2025-01-31T12:00:00Z', value, language);
  const time = parseTimestamp(value);
  if (time !== undefined) return time;
  const form = 'ISO-8601 extended offset date-time format string';
  throw inWords(
    source.kind === 'path'
      ? `The ${source.field} parameter does not reference a valid ${form}: ${source.path} == ${value}`
      : `The ${source.field} field cannot be parsed as an ${form}: ${value}`,
    language,
  );
}

/** A value of the wrong kind. */
export function unexpected(source: Source, expected: string, value: Json, language: Language): StatesError {
  const got = `but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`;
  const expression =
    source.kind === 'value' && typeof source.value === 'string' ? expressionIn(source.value) : undefined;
  return inWords(
    expression === undefined
      ? `The field '${source.field}' must be ${expected}, ${got}`
      : `The JSONata expression '${expression}' specified for the field '${source.field}' returned an unexpected result type. Expected '${expected.replace(/^an? /, '')}', ${got}`,
    language,
  );
}

/** An error about the data of a state, by the name that its language has for it. */
export function inWords(reason: string, language: Language): StatesError {
  return evaluationError(language === 'JSONata' ? 'States.QueryEvaluationError' : 'States.Runtime', reason);
}
