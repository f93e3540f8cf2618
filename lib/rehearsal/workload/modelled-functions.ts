import type { Latency } from './latency';

/** How calls go of a function whose handler cannot be run. What is not said has a default. */
export interface FunctionModel {
  /** @default 120, 260 and 480 ms */
  readonly latencyMs?: Latency | undefined;
  /**
   * The share of calls that fail, 0 to 1.
   *
   * @default 0
   */
  readonly errorRate?: number | undefined;
  /**
   * What every call answers: any JSON.
   *
   * @default null
   */
  readonly answer?: unknown;
}

/** The models of one function: green is what its latest deployment brings. What is not said of green is as the rest. */
export interface ModelledFunction {
  readonly model: FunctionModel;
  readonly green?: FunctionModel | undefined;
}

/** By logical id or function name. */
export type ModelledFunctions = Readonly<Record<string, ModelledFunction>>;
