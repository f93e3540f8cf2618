import { shortened } from './shortened';

const SHOWN_CHARACTERS = 300;

/** A value of a template as a message shows it: as JSON, and no more of it than it takes to recognise it. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'missing';
  return shortened(JSON.stringify(value), SHOWN_CHARACTERS);
}
