import type { Draw, Randomness } from '../kernel/randomness';
import type { Retries } from './version-behaviour';

/** What is settled of a modelled retry before it is made. */
export interface ModelledRetry {
  /** Whether it fails, whatever version it comes to. */
  readonly fails: boolean;
  /** The version that it comes to, if the alias leads to it; undefined where the alias's weights say which. */
  readonly version: string | undefined;
}

/** The next try of a customer whose call failed. */
export interface NextTry extends ModelledRetry {
  /** How many tries of this customer there were with it, besides the call that failed first. */
  readonly number: number;
  /** From the end of the call before, in milliseconds. */
  readonly pauseMs: number;
  /** What was said of the version whose call failed first. */
  readonly retries: Retries;
}

const LONGEST_PAUSE_MS = 2000;

/** Settles whether customers whose calls failed try again, and when. */
export class NextTries {
  private readonly pauses: Draw;
  private readonly failures: Draw;

  constructor(randomness: Randomness) {
    this.pauses = randomness.stream('pauses before retries');
    this.failures = randomness.stream('failures of retries');
  }

  /** The first try after a call of a version that failed, by what was said of that version. */
  first(version: string, retries: Retries | undefined): NextTry | undefined {
    return retries && this.next(1, retries, retries.sameVersion ? version : undefined);
  }

  /** The next one after a try that failed too. */
  after({ number, retries, version }: NextTry): NextTry | undefined {
    return this.next(number + 1, retries, version);
  }

  private next(number: number, retries: Retries, version: string | undefined): NextTry | undefined {
    if (number > retries.perFailure) return undefined;
    const pauseMs = Math.round(this.pauses() * LONGEST_PAUSE_MS);
    return { number, pauseMs, retries, version, fails: this.failures() < retries.failsAgain };
  }
}
