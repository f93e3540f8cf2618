import { type Json, jsonTypeOf } from '../data/json';
import { parseTimestamp } from '../data/timestamp';
import type { DataFlow, Source } from '../definition/state-machine-definition';
import type { StateData } from './state-data';
import { evaluationError, type StatesError } from './states-error';

/** A field that has to be a whole number, written down or found. */
export async function wholeNumber(source: Source, data: StateData, language: DataFlow['language']): Promise<number> {
  const value = await data.value(source);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw unexpected(source.field, 'a whole number that is not negative', value, language);
}

/** A field that has to be text. */
export async function text(source: Source, data: StateData, language: DataFlow['language']): Promise<string> {
  const value = await data.value(source);
  if (typeof value === 'string') return value;
  throw unexpected(source.field, 'a string', value, language);
}

/** A field that has to be a moment, in milliseconds since the epoch. */
export async function moment(source: Source, data: StateData, language: DataFlow['language']): Promise<number> {
  const value = await data.value(source);
  const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  throw unexpected(source.field, 'a timestamp such as 2025-01-31T12:00:00Z', value, language);
}

/** A value of the wrong kind. */
export function unexpected(field: string, expected: string, value: Json, language: DataFlow['language']): StatesError {
  return evaluationError(
    language === 'JSONata' ? 'States.QueryEvaluationError' : 'States.Runtime',
    `The field '${field}' must be ${expected}, but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`,
  );
}
