import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of chance, uniform in [0, 1): the same seed and name always give the same numbers. */
export function chance(seed: number, name: string): () => number {
  const hash = createHash('sha256').update(`${seed} ${name}`).digest();
  const generator = xoroshiro128plus(hash.readInt32BE(0));
  return () => uniformFloat64(generator);
}
