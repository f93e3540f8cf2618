import { MOST_IDLE } from './environment-pool';
/** What of Lambda a rehearsal may choose. */
export interface LambdaOptions {
  /** How long it takes to start an execution environment, in virtual milliseconds, beside what the code itself waits for. */
  readonly coldStartMs: number;
  /** How many invocations the account runs at once. */
  readonly accountConcurrency: number;
}

/** Lambda Developer Guide, "Lambda quotas": 1000 concurrent executions. A cold start of 200 ms is a choice. */
export const LAMBDA_DEFAULTS: LambdaOptions = { coldStartMs: 200, accountConcurrency: 1000 };

/** What Lambda's documentation leaves open and this account had to choose, or does not do. */
export function lambdaAssumptions({ coldStartMs, accountConcurrency }: LambdaOptions): readonly string[] {
  return [
    `A cold start takes ${coldStartMs} ms beside what the code waits for while it is loaded; a call that the workload model serves has none.`,
    `The account runs ${accountConcurrency} invocations at once, whatever the size of the Region’s bursts.`,
    'MemorySize limits the JavaScript heap of a handler alone: buffers outside it are not counted, and how much was used is not known.',
    `Of execution environments that are idle ${MOST_IDLE} are kept; AWS does not say when it ends one.`,
    'A handler that streams its answer gives all of it at once, as to Invoke: the metadata, eight null bytes and what it wrote.',
    'The lines of Lambda’s own (START, END, REPORT, and why an invocation failed) are in its text format, whatever LogFormat and SystemLogLevel say.',
  ];
}
