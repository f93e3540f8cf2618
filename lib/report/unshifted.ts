import type { Unshifted } from '../rehearsal';

const NOTE = 'Past the alias ';

/** More are counted. */
const MOST_NAMED = 3;

/**
 * What had new code at once, and with it everything that is said of a shift is not about.
 *
 * @param shifts whether there was something to shift: not where an alias is to be created
 */
export function unshiftedNote(
  { callers, isAll }: Pick<Unshifted, 'callers' | 'isAll'>,
  aliasName: string,
  shifts: boolean,
): string {
  if (!shifts) {
    return `${NOTE}${aliasName}, the function itself is reached by ${callers.join(', ')}: there was nothing to shift yet, and no release will shift that.`;
  }
  const rest = isAll
    ? 'nothing else is known to come by the alias, so this release shifted nothing'
    : 'the release did not shift it';
  return `${NOTE}${aliasName}, new code was reached at once by ${callers.join(', ')}: ${rest}.`;
}

/** Whether a note says what the outcome line says as well. */
export function isUnshiftedNote(note: string): boolean {
  return note.startsWith(NOTE);
}

/** Who reaches new code at once, and that they do, in few words. */
export function reachesItself(callers: readonly string[]): string {
  const more = callers.length - MOST_NAMED;
  const named = [...callers.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])];
  const [last = '', ...before] = [...named].reverse();
  if (before.length === 0) return `${last} reaches the function itself, not its alias`;
  return `${before.reverse().join(', ')} and ${last} reach the function itself, not its alias`;
}
