import { addressBytes } from './address-bytes';

export interface AddressKind {
  /** `never` is what no call may reach from inside of AWS: the machine itself, and what only it can reach. */
  readonly kind: 'public' | 'private' | 'never';
  /** What the address is, for a message. */
  readonly what: string;
}

type Range = readonly [prefix: string, kind: AddressKind['kind'], what: string];

/** IANA, "IPv4 Special-Purpose Address Registry" (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const RANGES_4: readonly Range[] = [
  ['0.0.0.0/8', 'never', 'this machine'],
  ['127.0.0.0/8', 'never', 'loopback'],
  ['169.254.0.0/16', 'never', 'link-local, where metadata and credentials are served'],
  ['224.0.0.0/4', 'never', 'multicast'],
  ['240.0.0.0/4', 'never', 'reserved'],
  ['10.0.0.0/8', 'private', 'private'],
  ['100.64.0.0/10', 'private', 'shared by a provider'],
  ['172.16.0.0/12', 'private', 'private'],
  ['192.0.0.0/24', 'private', 'for protocols'],
  ['192.168.0.0/16', 'private', 'private'],
  ['198.18.0.0/15', 'private', 'for benchmarks'],
];

/** IANA, "IPv6 Special-Purpose Address Registry"; `fd00:ec2::/32` is of the EC2 User Guide, "instance metadata". */
const RANGES_6: readonly Range[] = [
  ['fe80::/10', 'never', 'link-local'],
  ['fd00:ec2::/32', 'never', 'where AWS serves metadata and credentials'],
  ['ff00::/8', 'never', 'multicast'],
  ['2001::/32', 'never', 'a Teredo tunnel'],
  ['fc00::/7', 'private', 'private'],
  ['fec0::/10', 'private', 'site-local'],
  ['64:ff9b:1::/48', 'private', 'translated by a private network'],
  ['100::/64', 'private', 'discarded'],
];

/** Where an IPv6 address has an IPv4 address in it, which is what it leads to, and at which byte that begins. */
const EMBEDDED: readonly (readonly [prefix: string, at: number])[] = [
  ['::ffff:0:0/96', 12],
  ['::ffff:0:0:0/96', 12],
  ['::/96', 12],
  ['64:ff9b::/96', 12],
  ['2002::/16', 2],
];

const PUBLIC: AddressKind = { kind: 'public', what: 'public' };
const UNKNOWN: AddressKind = { kind: 'never', what: 'no address that is understood' };

/**
 * What an IP address leads to, as it stands in a URL or comes from a resolver; of one with an IPv4 address in it, what that
 * leads to. Nothing is public that is not understood.
 */
export function addressKind(address: string): AddressKind {
  const bytes = addressBytes(address);
  if (!bytes) return UNKNOWN;
  const embedded = bytes.length === 16 ? EMBEDDED.find(([prefix]) => isIn(bytes, prefix)) : undefined;
  if (embedded) return kindIn(bytes.slice(embedded[1], embedded[1] + 4), RANGES_4);
  return kindIn(bytes, bytes.length === 4 ? RANGES_4 : RANGES_6);
}

function kindIn(bytes: readonly number[], ranges: readonly Range[]): AddressKind {
  const [, kind, what] = ranges.find(([prefix]) => isIn(bytes, prefix)) ?? [];
  return kind === undefined || what === undefined ? PUBLIC : { kind, what };
}

function isIn(bytes: readonly number[], prefix: string): boolean {
  const [network = '', length] = prefix.split('/');
  const own = addressBytes(network) ?? [];
  return Array.from({ length: Number(length) }, (_, bit) => bit).every((bit) => bitOf(bytes, bit) === bitOf(own, bit));
}

function bitOf(bytes: readonly number[], bit: number): number {
  return ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
}
