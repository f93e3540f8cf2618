import { BlockList } from 'node:net';
import fc from 'fast-check';
import { addressBytes } from '../../../lib/domain/network/address-bytes';
import { addressKind } from '../../../lib/domain/network/address-kind';
import cases from '../../cases/network/address-kinds.json';

/** Node's own reading of addresses, as a second opinion. */
function blockList(
  ranges: readonly (readonly [network: string, length: number, family: 'ipv4' | 'ipv6'])[],
): BlockList {
  const list = new BlockList();
  for (const [network, length, family] of ranges) list.addSubnet(network, length, family);
  return list;
}

const NEVER = blockList([
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::', 32, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]);

describe('what an address leads to', () => {
  it.each(cases)('is $kind: $address', ({ address, kind }) => {
    expect(addressKind(address).kind).toBe(kind);
  });

  it('is never public where Node.js says that it is this machine, link-local or none of a host', () => {
    const near = fc.tuple(fc.constantFrom(0, 127, 169, 224, 255, 10, 8), fc.nat(255), fc.nat(255), fc.nat(255));
    const addresses = fc.oneof(
      near.map((parts) => parts.join('.')),
      near.map((parts) => `::ffff:${parts.join('.')}`),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV6().map((address) => `fe8${address.slice(3).replace(/^[^:]*/, '0')}`),
    );
    fc.assert(
      fc.property(addresses, (address) => {
        const family = address.includes(':') ? 'ipv6' : 'ipv4';
        expect(addressKind(address).kind === 'never' || !NEVER.check(address, family)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is understood in every form that Node.js writes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), (groups) => {
        const full = groups.map((group) => group.toString(16)).join(':');
        const short = new URL(`http://[${full}]`).hostname.slice(1, -1);
        const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
        expect(addressBytes(full)).toEqual(bytes);
        expect(addressBytes(short)).toEqual(bytes);
      }),
    );
  });
});
