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

/** An alias: its version and, during a shift, the share of a second one. */
export interface AliasWeights {
  readonly functionName: string;
  readonly aliasName: string;
  readonly version: string;
  readonly additional?: { readonly version: string; readonly weight: number };
}

export interface CodeDeployPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly options: CodeDeployOptions;
  /** The version an alias points to, or undefined where there is no such alias. Throws an `ApiError` where the role may not know. */
  aliasVersion(functionName: string, aliasName: string, roleArn: string): string | undefined;
  /** Sets an alias. Throws an `ApiError` where the role may not. */
  setAlias(alias: AliasWeights, roleArn: string): void;
  /** Invokes a hook function asynchronously. Throws an `ApiError` where the role may not. */
  invokeHook(functionName: string, event: unknown, roleArn: string): void;
  /** Which of these alarms are red, and which cannot be read. */
  pollAlarms(
    names: readonly string[],
    roleArn: string,
  ): { readonly red: readonly string[]; readonly unreadable: readonly string[] };
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
