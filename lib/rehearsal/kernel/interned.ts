/**
 * The same text, as the one copy that the engine keeps of a property's name. Texts that were put together or cut out are
 * compared letter by letter wherever they are looked up; this one is compared at a glance.
 */
export function interned(text: string): string {
  const [name = text] = Object.keys({ [text]: undefined });
  return name;
}
