import { present, type ContextSource } from './request-context';

/** The keys that a call brings along. */
export function givenKeys(context: Readonly<Record<string, readonly string[]>> = {}): ContextSource {
  const given = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  return (key) => {
    const values = given.get(key);
    return values && present(...values);
  };
}
