import type { HandClaim } from './by-hand';
import type { NewRelease } from './release';
import type { DeploymentEnding } from './release-event';

/** A deployment of one Lambda alias, as CodeDeploy tells it. */
export interface DescribedDeployment {
  readonly id: string;
  readonly deploymentGroup: string;
  readonly functionName: string;
  readonly aliasName: string;
  /** The version the alias had, and the one it is to have. */
  readonly currentVersion: string;
  readonly targetVersion: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The deployment that this one rolls back. */
  readonly rollsBack?: string;
  /** The deployment that rolls this one back. */
  readonly rolledBackBy?: string;
  /** By whom it is made, and why, where it puts a version back by hand. */
  readonly byHand?: HandClaim;
  /** Milliseconds since the epoch. */
  readonly endedAt?: number;
  /** Missing while it is under way. `by` names CodeDeploy; alarms are told apart by whoever knows them. */
  readonly ending?: DeploymentEnding;
}

/** The deployments that move aliases, and the hooks that they wait for. */
export interface Deployments {
  describe(deploymentId: string): Promise<DescribedDeployment>;
  /** As `describe`, where the deployment has ended; `gone` where CodeDeploy knows none of that id. */
  find(deploymentId: string): Promise<DescribedDeployment | 'under-way' | 'gone'>;
  /** The ids of an application's deployments that were made since a time, in milliseconds, and have ended. */
  endedSince(applicationName: string, since: number): Promise<readonly string[]>;
  /** Answers a hook. A hook that has its answer already is left with it. */
  answerHook(deploymentId: string, hookExecutionId: string, status: 'Succeeded' | 'Failed'): Promise<void>;
}

/** The release that a deployment makes. */
export function newReleaseOf(deployment: DescribedDeployment): NewRelease {
  return {
    id: deployment.id,
    functionName: deployment.functionName,
    aliasName: deployment.aliasName,
    blue: deployment.currentVersion,
    green: deployment.targetVersion,
    deploymentGroup: deployment.deploymentGroup,
    openedAt: deployment.createdAt,
  };
}
