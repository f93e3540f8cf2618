/** One sign of a wildcard pattern; a star stands for any text. */
export type WildcardToken = { readonly kind: 'star' } | { readonly kind: 'sign'; readonly sign: string };

/**
 * In how many places of a pattern a text can be at once, at worst: EventBridge refuses a pattern where that is too many
 * (EventBridge User Guide, "Wildcard matching": the signs after a wildcard that repeat each other make it complex).
 *
 * @param most the answer is not worked out beyond it
 */
export function wildcardComplexity(tokens: readonly WildcardToken[], most: number): number {
  const signs = [...new Set(tokens.flatMap((token) => (token.kind === 'sign' ? [token.sign] : [])))];
  const start = places(tokens, [0]);
  const seen = new Set([start.join()]);
  const open = [start];
  let largest = start.length;
  for (let at = open.pop(); at && largest < most; at = open.pop()) {
    for (const sign of signs) {
      const next = places(
        tokens,
        at.flatMap((place) => after(tokens, place, sign)),
      );
      largest = Math.max(largest, next.length);
      const key = next.join();
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  return largest;
}

/** Where a place leads with a sign: a star stays. */
function after(tokens: readonly WildcardToken[], place: number, sign: string): readonly number[] {
  const token = tokens[place];
  if (token?.kind === 'star') return [place];
  return token?.sign === sign ? [place + 1] : [];
}

/** The places themselves, and what follows each star, which may stand for nothing. */
function places(tokens: readonly WildcardToken[], from: readonly number[]): readonly number[] {
  const all = from.flatMap((place) => (tokens[place]?.kind === 'star' ? [place, place + 1] : [place]));
  return [...new Set(all)].sort((a, b) => a - b);
}
