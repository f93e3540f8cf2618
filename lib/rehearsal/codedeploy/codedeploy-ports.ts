import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { Deployment } from './deployment';

export interface CodeDeployOptions {
  /** How often a deployment looks at its alarms. The true interval is not published; 10 to 30 s were observed. */
  readonly alarmPollMs: number;
  /** How long a hook may take to answer: an hour, which AWS does not let anyone change. */
  readonly hookTimeoutMs: number;
  /** From the end of a deployment to the start of its rollback. */
  readonly rollbackDelayMs: number;
  /** How long a rollback takes. */
  readonly rollbackDurationMs: number;
}

export const CODEDEPLOY_DEFAULTS: CodeDeployOptions = {
  alarmPollMs: 15_000,
  hookTimeoutMs: 3_600_000,
  rollbackDelayMs: 1_000,
  rollbackDurationMs: 2_000,
};

export interface CodeDeployPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly options: CodeDeployOptions;
  /** The version an alias points to, or undefined where there is no such alias. */
  aliasVersion(functionName: string, aliasName: string): string | undefined;
  /** Sets an alias: its version and, during a shift, the share of a second one. */
  setAlias(
    functionName: string,
    aliasName: string,
    version: string,
    additional?: { readonly version: string; readonly weight: number },
  ): void;
  /** Invokes a hook function asynchronously. */
  invokeHook(functionName: string, event: unknown): void;
  /** Which of these alarms are red, and which cannot be read. */
  pollAlarms(names: readonly string[]): { readonly red: readonly string[]; readonly unreadable: readonly string[] };
  /** Puts an event on the default bus. */
  emit(event: {
    readonly source: string;
    readonly detailType: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, unknown>>;
  }): void;
  /** Tells whoever writes the timeline. */
  observe(deployment: Deployment, what: string): void;
}
