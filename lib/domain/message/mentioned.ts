/**
 * Who of those that a message concerns is to be told by name, by the map that the platform's owner has written. Nobody
 * else is: an address in a commit is what its author says that it is.
 *
 * @param accounts who somebody with an address is in a channel
 */
export function mentioned<A>(concerned: readonly string[], accounts: Readonly<Record<string, A>> = {}): readonly A[] {
  const known = new Map(Object.entries(accounts).map(([address, account]) => [address.toLowerCase(), account]));
  const found = concerned.flatMap((address) => {
    const account = known.get(address.toLowerCase());
    return account === undefined ? [] : [account];
  });
  return [...new Set(found)];
}
