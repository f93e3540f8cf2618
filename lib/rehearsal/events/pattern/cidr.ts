import { BlockList, isIP, isIPv4 } from 'node:net';
import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';

/** An address within a block of addresses, of version 4 or 6. */
export function cidr(wanted: unknown): LeafTest {
  if (typeof wanted !== 'string') throw invalidPattern('prefix match pattern must be a string');
  const [, network = '', length = ''] = /^([^/]+)\/(\d+)$/.exec(wanted) ?? [];
  if (network === '') throw invalidPattern('Malformed CIDR');
  if (isIP(network) === 0) throw invalidPattern(`Nonstandard IP address: ${network}`);
  if (Number(length) > (isIPv4(network) ? 32 : 128)) throw invalidPattern('Malformed CIDR');
  const block = new BlockList();
  block.addSubnet(network, Number(length), family(network));
  return (leaf) => typeof leaf === 'string' && isIP(leaf) !== 0 && block.check(leaf, family(leaf));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
