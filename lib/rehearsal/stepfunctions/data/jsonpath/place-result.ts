import { evaluationError } from '../../run/states-error';
import { isJsonArray, isJsonObject, type Json } from '../json';
import { referenceSteps } from './path';

/** Puts a result into the input, where the reference path says; what is not there yet is made. */
export function placeResult(input: Json, path: string | null, result: Json): Json {
  return path === null ? input : place(input, referenceSteps(path), result, path, input);
}

function place(at: Json, steps: readonly (string | number)[], result: Json, path: string, input: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return result;
  const mismatch = () =>
    evaluationError(
      'States.ResultPathMatchFailure',
      `Unable to apply the ReferencePath ${path} to the input ${JSON.stringify(input)}`,
    );
  if (typeof step === 'number') {
    const item = isJsonArray(at) ? at[step] : undefined;
    if (!isJsonArray(at) || item === undefined) throw mismatch();
    return at.with(step, place(item, rest, result, path, input));
  }
  if (!isJsonObject(at)) throw mismatch();
  return { ...at, [step]: place(at[step] ?? {}, rest, result, path, input) };
}
