/**
 * Whether a name is one that a pattern means: the name of a function or a path, in which `*` stands for any characters. A name that CloudFormation
 * gives begins with that of its stack.
 */
export function isMeant(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  const last = others.at(-1) ?? '';
  let from = first.length;
  for (const part of others.slice(0, -1)) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
