/** What came of one call of the function under release. */
export type Answer =
  | { readonly kind: 'answered'; readonly payload: unknown; readonly latencyMs: number }
  /** The function threw, ran out of time or memory, or could not start. */
  | { readonly kind: 'function-error'; readonly message: string; readonly latencyMs: number }
  /** No answer within the time the caller gave it. */
  | { readonly kind: 'timeout'; readonly latencyMs: number }
  /** The call never reached the function. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly latencyMs: number };

/** Calls one version once, with a marker that says a gate did it. */
export type CallVersion = (
  event: unknown,
  call: { readonly gate: string; readonly timeoutMs: number },
) => Promise<Answer>;

/** What a gate that calls one version may use of the outside world. */
export interface CallPorts {
  readonly call: CallVersion;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is asked about: an attempt to move an alias from blue to green, or to create it on green. */
export interface AskedRelease {
  readonly id: string;
  readonly functionName: string;
  readonly blue?: string | undefined;
  readonly green: string;
}

/** What gates may use of the outside world; `call` is for the green version. */
export interface GatePorts extends CallPorts {
  readonly release: AskedRelease;
  readonly callBlue: CallVersion;
  /** Calls the squad's own function of this gate; throws where the release has named none. */
  readonly callOwnFunction: CallVersion;
}

/** Why there is no answer, as the end of a sentence. */
export function noAnswerText(answer: Exclude<Answer, { readonly kind: 'answered' }>): string {
  switch (answer.kind) {
    case 'function-error':
      return `the function failed: ${answer.message}`;
    case 'timeout':
      return `no answer within ${Math.round(answer.latencyMs)} ms`;
    case 'unreachable':
      return `the function was not reached: ${answer.message}`;
  }
}
