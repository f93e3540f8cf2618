import { DocumentError } from '../../documents/document-error';
import { PROP_KINDS, problemOf } from '../sound-props';

/** A suite itself, missing where there are problems, and what is wrong with its file, each with its line. */
export interface ReadSuite<T> {
  readonly parsed: T | undefined;
  readonly problems: readonly string[];
}

/** Reads a file now, and leaves what is wrong with it to whoever says all that is wrong with a release. */
export function readSuite<T>(path: string, read: () => T): ReadSuite<T> {
  const problem = problemOf(PROP_KINDS.text, path);
  if (problem !== undefined) return { parsed: undefined, problems: [`the path of the suite ${problem}`] };
  try {
    return { parsed: read(), problems: [] };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { parsed: undefined, problems: error.message.split('\n') };
  }
}
