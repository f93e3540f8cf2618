import { runInNewContext } from 'node:vm';
import { NotEmulated } from '../kernel/not-emulated';
import { TemplateError } from './template-error';

/** A pattern can be written so that it takes hours; AWS's own limit is not published. In milliseconds of real time. */
const LONGEST_MATCH_MS = 1000;

/** What Java's regular expressions know and JavaScript's would silently take for something else. */
const JAVA_ONLY = /\\[AaeGhHpPQERVXzZ]|\(\?(?!:|=|!|<[=!A-Za-z])|[*+?}]\+|&&/;

/**
 * Whether the pattern matches the whole value.
 *
 * CloudFormation User Guide, "CloudFormation template Parameters syntax", AllowedPattern: the syntax is Java's.
 */
export function matchesPattern(pattern: string, value: string, where: string): boolean {
  const [javaOnly] = JAVA_ONLY.exec(pattern) ?? [];
  if (javaOnly !== undefined) throw new NotEmulated(`${javaOnly} in the AllowedPattern ${pattern}`, where);
  try {
    return runInNewContext(
      'new RegExp(`^(?:${pattern})$`).test(value)',
      { pattern, value },
      {
        timeout: LONGEST_MATCH_MS,
      },
    ) as boolean;
  } catch (error) {
    throw new TemplateError(`The AllowedPattern ${pattern} cannot be matched: ${reasonOf(error)}.`, where);
  }
}

/** The error comes out of another realm, where `Error` is another class. */
function reasonOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}
