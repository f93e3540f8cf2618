/**
 * The 4 or 16 bytes of an IP address in its usual form (RFC 4291, section 2.2); undefined for anything else, a zone too.
 * Other forms of IPv4, such as `2130706433` and `0177.1`, are no addresses here: a URL has made the usual form of them.
 */
export function addressBytes(address: string): readonly number[] | undefined {
  return address.includes(':') ? bytes6(address) : bytes4(address);
}

function bytes4(address: string): readonly number[] | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function bytes6(address: string): readonly number[] | undefined {
  const halves = address.split('::').map((half, index, { length }) => groupBytes(half, index === length - 1));
  const [before, after] = halves;
  if (halves.length > 2 || !before) return undefined;
  if (halves.length === 1) return before.length === 16 ? before : undefined;
  // `::` stands for one group of zeros at least.
  if (!after || before.length + after.length > 14) return undefined;
  return [...before, ...Array.from({ length: 16 - before.length - after.length }, () => 0), ...after];
}

/** Groups of four hexadecimal digits; at the end of an address, an IPv4 address may stand in place of two of them. */
function groupBytes(half: string, isEnd: boolean): readonly number[] | undefined {
  if (half === '') return [];
  const groups = half.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const last = isEnd && index === groups.length - 1 ? bytes4(group) : undefined;
    if (last) bytes.push(...last);
    else if (/^[\da-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
