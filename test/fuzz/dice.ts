import type { Draw } from '../../lib/rehearsal/kernel/randomness';

/** Choices from a stream of chance. */
export class Dice {
  constructor(private readonly draw: Draw) {}

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.draw() * count);
  }

  /** @param probability 0 to 1 */
  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<const T>(options: readonly [T, ...T[]]): T;
  pick<const T>(options: readonly T[]): T | undefined;
  pick<T>(options: readonly T[]): T | undefined {
    return options[this.below(options.length)];
  }
}
