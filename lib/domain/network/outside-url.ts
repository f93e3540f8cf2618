import { addressKind } from './address-kind';

/** What may be called beyond the public internet. */
export interface NetworkRule {
  /** Addresses of a private network, and HTTP without encryption. */
  readonly allowPrivateNetwork: boolean;
}

/**
 * Why an address that a host name leads to must not be called; undefined where it may be.
 *
 * @param address in the usual form, without brackets
 */
export function addressProblem(address: string, { allowPrivateNetwork }: NetworkRule): string | undefined {
  const { kind, what } = addressKind(address);
  if (kind === 'public' || (kind === 'private' && allowPrivateNetwork)) return undefined;
  return kind === 'private'
    ? `${address} is not public (${what}). Where that is meant, set \`allowPrivateNetwork: true\``
    : `${address} is ${what}, and must not be called`;
}

/** Why the URL of an outside service must not be called, as far as the URL says; undefined where it may be. */
export function urlProblem(text: string, rule: NetworkRule): string | undefined {
  if (!URL.canParse(text)) return 'is no URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'must not have a user or a password in it: anybody may read it';
  if (url.search !== '' || url.hash !== '') return 'must end with its path, without `?` and `#`';
  if (url.protocol === 'http:' && !rule.allowPrivateNetwork) {
    return 'must begin with https://; where plain HTTP is meant, set `allowPrivateNetwork: true`';
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must begin with https://';
  const address = literalAddress(url);
  const problem = address === undefined ? undefined : addressProblem(address, rule);
  return problem === undefined ? undefined : `names an address: ${problem}`;
}

/** The address that a URL has in place of a host name. A URL writes every form of one in the usual way. */
export function literalAddress({ hostname }: URL): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return /^[\d.]+$/.test(hostname) ? hostname : undefined;
}
