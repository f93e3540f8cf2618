import type { JsonObject } from '../data/json';

/** Further facts about an error, beside its name and cause. */
interface ErrorDetails {
  /** A second name that `Retry` and `Catch` know the error by. */
  readonly alias?: string;
  /** The error is about the definition or its data, not about work: the history says so, and the cause names the state. */
  readonly evaluation?: boolean;
  /** The error came out of a branch of a Parallel state. */
  readonly ofBranch?: boolean;
}

/** An error as the Amazon States Language knows them: a name and a cause, for `Retry` and `Catch`. */
export class StatesError extends Error {
  override readonly name = 'StatesError';

  /**
   * @param errorName such as `States.Timeout`; a Fail state may leave it out
   * @param reason what Step Functions calls the cause
   */
  constructor(
    readonly errorName: string | undefined,
    readonly reason: string | undefined,
    readonly details: ErrorDetails = {},
  ) {
    super(`${errorName ?? 'an error without a name'}: ${reason ?? 'no cause given'}`);
  }

  /** What a catcher sees. */
  get output(): JsonObject {
    return {
      ...(this.errorName === undefined ? {} : { Error: this.errorName }),
      ...(this.reason === undefined ? {} : { Cause: this.reason }),
    };
  }
}

/** Data did not fit what the definition does with it. */
export function evaluationError(errorName: string, reason: string): StatesError {
  return new StatesError(errorName, reason, { evaluation: true });
}

/** `States.Runtime`: nothing retries or catches it (Developer Guide, "Handling errors in Step Functions workflows"). */
export function runtimeError(reason: string): StatesError {
  return evaluationError('States.Runtime', reason);
}
