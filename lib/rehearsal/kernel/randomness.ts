import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws the next number, uniform in [0, 1). */
export type Draw = () => number;

/**
 * All chance in a rehearsal, from one seed.
 *
 * Each user of chance has a stream of its own, named by what it decides, so that drawing once more in one place
 * changes nothing in another.
 */
export class Randomness {
  constructor(private readonly seed: number) {}

  /** The stream of that name: the same seed and name always give the same numbers. */
  stream(name: string): Draw {
    const generator = xoroshiro128plus(this.hash(name).readInt32BE(0));
    return () => uniformFloat64(generator);
  }

  /** An identifier that depends on the seed and the name alone, made of the letters given. */
  identifier(name: string, length: number, letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'): string {
    const draw = this.stream(`identifier ${name}`);
    return Array.from({ length }, () => letters.charAt(Math.floor(draw() * letters.length))).join('');
  }

  private hash(name: string): Buffer {
    return createHash('sha256').update(`${this.seed} ${name}`).digest();
  }
}
