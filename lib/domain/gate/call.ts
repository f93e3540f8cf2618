/** What came of one call of the function under release. */
export type Answer =
  | { readonly kind: 'answered'; readonly payload: unknown; readonly latencyMs: number }
  /** The function threw, ran out of time or memory, or could not start. */
  | { readonly kind: 'function-error'; readonly message: string; readonly latencyMs: number }
  /** No answer within the time the caller gave it. */
  | { readonly kind: 'timeout'; readonly latencyMs: number }
  /** The call never reached the function. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly latencyMs: number };

/** Calls the green version once, with a marker that says a gate did it. */
export type CallGreen = (
  event: unknown,
  call: { readonly gate: string; readonly timeoutMs: number },
) => Promise<Answer>;

/** What a gate may use of the outside world. */
export interface GatePorts {
  readonly call: CallGreen;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
