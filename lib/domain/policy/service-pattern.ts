/**
 * Whether a function is one that a pattern means: its name, in which `*` stands for any characters. A name that CloudFormation
 * gives begins with that of its stack.
 */
export function isMeant(pattern: string, functionName: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return functionName === pattern;
  if (!functionName.startsWith(first)) return false;
  const last = others.at(-1) ?? '';
  let from = first.length;
  for (const part of others.slice(0, -1)) {
    const found = functionName.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return functionName.length - last.length >= from && functionName.endsWith(last);
}
