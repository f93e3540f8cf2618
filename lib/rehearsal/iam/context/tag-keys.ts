import { ABSENT, present, type ContextValue } from './request-context';

export type Tags = Readonly<Record<string, string>>;

/** The value of a tag, by its key in any case of letters: condition keys know none. */
export function tagValue(tags: Tags, lowerCaseKey: string): ContextValue {
  const found = Object.entries(tags).find(([key]) => key.toLowerCase() === lowerCaseKey);
  return found ? present(found[1]) : ABSENT;
}
