import type { Retrier } from '../definition/state-fields';
import type { Chance } from './chance';
import type { StatesError } from './states-error';

/** Counts what each retrier of a state has done since the state was entered. */
export class Retriers {
  private readonly attempts = new Map<Retrier, number>();
  private total = 0;

  constructor(
    private readonly retriers: readonly Retrier[],
    private readonly matches: (names: readonly string[], error: StatesError) => boolean,
    private readonly chance: Chance,
  ) {}

  /** How often the state was tried again. */
  get count(): number {
    return this.total;
  }

  /** Milliseconds until the next attempt, or undefined where there is none. The first retrier that matches decides alone. */
  next(error: StatesError): number | undefined {
    const retrier = this.retriers.find(({ ErrorEquals: names }) => this.matches(names, error));
    if (!retrier) return undefined;
    const made = this.attempts.get(retrier) ?? 0;
    if (made >= (retrier.MaxAttempts ?? 3)) return undefined;
    this.attempts.set(retrier, made + 1);
    this.total += 1;
    const { IntervalSeconds: interval = 1, BackoffRate: rate = 2, MaxDelaySeconds: longest = Infinity } = retrier;
    const seconds = Math.min(interval * rate ** made, longest);
    return 1000 * (retrier.JitterStrategy === 'FULL' ? seconds * this.chance.draw('jitter') : seconds);
  }
}
