import { BlockList, isIP } from 'node:net';
import { negated, positive, type Compare, type ConditionOperators } from './condition-operator';
import { refuseValue } from './refuse-value';

/** An address without a length is that one address. */
const isWithin: Compare = (actual, expected, { where }) => {
  const [network = '', length, ...more] = expected.split('/');
  const family = familyOf(network);
  const bits = family === 'ipv6' ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (!family || more.length > 0 || length === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) {
    return refuseValue(expected, 'range of addresses such as 203.0.113.0/24', where);
  }
  if (familyOf(actual) !== family) return false;
  const range = new BlockList();
  range.addSubnet(network, prefix, family);
  return range.check(actual, family);
};

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

export const IP_ADDRESS_OPERATORS: ConditionOperators = {
  IpAddress: positive(isWithin),
  NotIpAddress: negated(isWithin),
};
