import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { CodeDeployOptions } from './codedeploy-options';
import type { Deployment } from './deployment';

export { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from './codedeploy-options';

/** An alias: its version and, during a shift, the share of a second one. */
export interface AliasWeights {
  readonly functionName: string;
  readonly aliasName: string;
  readonly version: string;
  readonly additional?: { readonly version: string; readonly weight: number };
}

/** What one look at the alarms shows. Names that are in no list are fine. */
export interface AlarmPoll {
  readonly red: readonly string[];
  readonly unreadable: readonly string[];
  /** Those in INSUFFICIENT_DATA; only looked at where the options say that they stop a deployment. */
  readonly insufficient?: readonly string[];
}

export interface CodeDeployPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly options: CodeDeployOptions;
  /** The version an alias points to, or undefined where there is no such alias. Rejects with an `ApiError` where the role may not know. */
  aliasVersion(functionName: string, aliasName: string, roleArn: string): Promise<string | undefined>;
  /**
   * The second version an alias points to, or undefined where it has one only. Called after `aliasVersion`, so it asks
   * for no permission of its own. Left out where an alias cannot be met with two versions.
   */
  aliasSecondVersion?(functionName: string, aliasName: string): string | undefined;
  /**
   * Sets an alias. Rejects with an `ApiError` where the role may not, or where Lambda does not take it.
   *
   * @param signal aborted when it is not wanted any more, which counts until it is done
   */
  setAlias(alias: AliasWeights, roleArn: string, signal?: AbortSignal): Promise<void>;
  /**
   * Invokes a hook function asynchronously. Rejects with an `ApiError` where the role may not.
   *
   * @param failed to be called when Lambda has given up on the invocation; by default nothing comes of it
   */
  invokeHook(functionName: string, event: unknown, roleArn: string, failed: () => void): Promise<void>;
  /** Which of these alarms are red, and which cannot be read. */
  pollAlarms(names: readonly string[], roleArn: string): Promise<AlarmPoll>;
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
