import { shortened } from './kernel/shortened';

/** More names than anybody reads. */
const MOST_NAMES = 40;
/** Longer than any name of AWS, in characters. */
const LONGEST = 200;

/** The scenario names something that nothing bears: whatever it was to do would silently not be done. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  readonly code = 'UNKNOWN_NAME';

  /**
   * @param place in the scenario, such as `faults`
   * @param what was named, in words: a function
   * @param given the name
   * @param known the names there are
   */
  constructor(
    readonly place: string,
    readonly what: string,
    readonly given: string,
    readonly known: readonly string[],
  ) {
    const names = [...new Set(known)].sort();
    const shown = names.slice(0, MOST_NAMES).join(', ');
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    const there = names.length === 0 ? 'There is none at all.' : `There are: ${shown}${more}.`;
    super(`The scenario's \`${place}\` names ${what} that is not there: ${shortened(given, LONGEST)}. ${there}`);
  }
}
