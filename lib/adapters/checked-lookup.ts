import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { addressProblem, type NetworkRule } from '../domain/network/outside-url';
import { OutsideError } from './outside-error';

/** The addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * How a socket finds the address of a host. It connects to what is answered here and asks nobody again, so that a name
 * cannot lead elsewhere between the check and the connection. One address that must not be called is enough to refuse.
 */
export function checkedLookup(resolve: Resolve, rule: NetworkRule): LookupFunction {
  return (hostname, { all }, callback) => {
    checked(hostname, resolve, rule).then(
      (addresses) => {
        const [{ address, family }] = addresses;
        if (all) callback(null, [...addresses]);
        else callback(null, address, family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '');
      },
    );
  };
}

async function checked(
  hostname: string,
  resolve: Resolve,
  rule: NetworkRule,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await resolve(hostname);
  if (!first) throw new OutsideError(`${hostname} has no address`);
  for (const { address } of [first, ...others]) {
    const problem = addressProblem(address, rule);
    if (problem !== undefined) throw new OutsideError(`${hostname} leads to ${problem}`);
  }
  return [first, ...others];
}
