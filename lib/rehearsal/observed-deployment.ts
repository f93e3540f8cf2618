import type { Deployment } from './codedeploy/deployment';

/** A deployment as a release shows it. Times are virtual milliseconds. */
export interface ObservedDeployment {
  readonly id: string;
  readonly blue: string;
  readonly green: string;
  readonly configuration: string;
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly rollbackId?: string;
  /** The CodeDeploy application of its group. */
  readonly application: string;
  /** The alarms that stopped it, by name; empty where none did. */
  readonly stoppedBy: readonly string[];
}

/** @internal */
export function observedDeployment(deployment: Deployment): ObservedDeployment {
  return {
    id: deployment.id,
    blue: deployment.request.currentVersion,
    green: deployment.request.targetVersion,
    configuration: deployment.configName,
    status: deployment.status,
    startedAt: deployment.createTime,
    ...(deployment.completeTime === undefined ? {} : { endedAt: deployment.completeTime }),
    ...(deployment.errorInformation ? { error: deployment.errorInformation } : {}),
    ...(deployment.rollbackDeploymentId === undefined ? {} : { rollbackId: deployment.rollbackDeploymentId }),
    application: deployment.request.applicationName,
    stoppedBy: deployment.stoppedBy ?? [],
  };
}
