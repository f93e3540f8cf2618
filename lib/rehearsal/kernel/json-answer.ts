import { NotEmulated } from './not-emulated';

/**
 * What a function answered, for whom that has to be JSON. Only a handler that streams may answer anything else.
 *
 * @param where for messages
 */
export function jsonAnswer(payload: string, where: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new NotEmulated('An answer that is no JSON (a handler that streams may give one)', where);
  }
}
