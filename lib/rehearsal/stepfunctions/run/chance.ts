import type { Draw, Randomness } from '../../kernel/randomness';

/** The chance of one execution. Each use has its own stream, so that one more draw here changes nothing there. */
export class Chance {
  private readonly streams = new Map<string, Draw>();

  /** @param execution the execution's ARN */
  constructor(
    private readonly randomness: Randomness,
    private readonly execution: string,
  ) {}

  /** Uniform in [0, 1), for what the name says. */
  draw(use: string): number {
    const stream = this.streams.get(use) ?? this.randomness.stream(`${use} of ${this.execution}`);
    this.streams.set(use, stream);
    return stream();
  }

  /** Uniform in [0, 1); the same seed always gives the same number. */
  seeded(seed: number): number {
    return this.randomness.stream(`seed ${seed}`)();
  }

  /** A UUID of version 4. */
  uuid(use = 'UUIDs'): string {
    return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
      const digit = Math.floor(this.draw(use) * 16);
      return (letter === 'x' ? digit : (digit % 4) + 8).toString(16);
    });
  }
}
