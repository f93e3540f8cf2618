import type { FailState, Source } from '../definition/state-machine-definition';
import { text } from './field-value';
import { StatesError } from './states-error';
import type { Visit } from './visit';

/** Fails, with the error and the cause that the state names. */
export async function runFail({ error, cause, data: { language } }: FailState, visit: Visit): Promise<never> {
  const read = (source: Source | undefined) => (source === undefined ? undefined : text(source, visit.data, language));
  throw new StatesError(await read(error), await read(cause));
}
