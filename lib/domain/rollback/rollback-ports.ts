import type { HandClaim } from '../release/by-hand';
import type { ServingAlias } from './rollback-plan';

/** An alias that is to be moved by a deployment, all at once and with nothing asked. */
export interface AliasMove {
  readonly application: string;
  readonly deploymentGroup: string;
  readonly functionName: string;
  readonly aliasName: string;
  readonly from: string;
  readonly to: string;
  /** What is said of it in the deployment. */
  readonly text: string;
}

/** A deployment as it is followed. */
export interface MovingDeployment {
  /** In CodeDeploy's words, such as `InProgress`. */
  readonly status: string;
  /** Whether it puts a version back. */
  readonly isRollback: boolean;
  readonly byHand?: HandClaim;
  /** The deployment that rolls it back. */
  readonly rolledBackBy?: string;
  /** Why it failed, in CodeDeploy's words. */
  readonly problem?: string;
}

/** The deployments by which people put versions back. */
export interface RollbackDeployments {
  /** The id of the deployment; undefined where another of its group is under way. */
  start(move: AliasMove): Promise<string | undefined>;
  /** Stops a deployment and has CodeDeploy put the old version back. One that has ended is left as it is. */
  stop(deploymentId: string): Promise<void>;
  find(deploymentId: string): Promise<MovingDeployment>;
}

/** The alias that is put back. */
export interface RollbackAliases {
  serving(functionName: string, aliasName: string): Promise<ServingAlias>;
  /** Takes the second version from an alias. */
  clearWeights(functionName: string, aliasName: string): Promise<void>;
}

/** The alarms by which deployments are stopped. */
export interface RollbackAlarms {
  /** Makes an alarm red for a moment. Rejects where nobody may. */
  ring(alarmName: string, text: string): Promise<void>;
}
