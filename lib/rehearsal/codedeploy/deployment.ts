import type { AlarmConfiguration, RollbackEvent } from './deployment-group';
import type { TrafficRouting } from './traffic-routing';

/** What a deployment moves: one alias of one function, from one version to another. */
export interface AliasShift {
  readonly functionName: string;
  readonly aliasName: string;
  readonly currentVersion: string;
  readonly targetVersion: string;
}

export interface DeploymentRequest extends AliasShift {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly beforeAllowTrafficHook?: string;
  readonly afterAllowTrafficHook?: string;
}

/** What a deployment does differently from its group. */
export interface DeploymentOverrides {
  readonly description?: string;
  readonly configName?: string;
  readonly alarmConfiguration?: AlarmConfiguration;
  readonly rollbackOn?: readonly RollbackEvent[];
  /** The AppSpec as it was sent, where a call of the API made the deployment. */
  readonly revision?: Revision;
}

/** An AppSpec as text. */
export interface Revision {
  readonly revisionType: 'String' | 'AppSpecContent';
  readonly content: string;
}

export const LIFECYCLE_EVENTS = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'] as const;
export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];
export type LifecycleStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped';
export type DeploymentStatus = 'Created' | 'InProgress' | 'Succeeded' | 'Failed' | 'Stopped';

export interface LifecycleEvent {
  readonly name: LifecycleEventName;
  status: LifecycleStatus;
  startTime?: number;
  endTime?: number;
}

export interface ErrorInformation {
  readonly code: string;
  readonly message: string;
}

/** One deployment, as CodeDeploy keeps it. Times are virtual milliseconds since the epoch. */
export interface Deployment {
  readonly id: string;
  readonly request: DeploymentRequest;
  readonly creator: 'user' | 'codeDeployRollback';
  readonly routing: TrafficRouting;
  readonly configName: string;
  /** The alarms it watches, by name. */
  readonly alarms: readonly string[];
  readonly createTime: number;
  readonly lifecycle: readonly LifecycleEvent[];
  readonly overrides?: DeploymentOverrides;
  /** The endings after which it is rolled back. */
  readonly rollbackOn?: readonly RollbackEvent[];
  status: DeploymentStatus;
  completeTime?: number;
  errorInformation?: ErrorInformation;
  /** The alarms that stopped it, by name. */
  stoppedBy?: readonly string[];
  rollbackDeploymentId?: string;
  rollbackTriggeringDeploymentId?: string;
  /** Share of the traffic that the target version gets, 0 to 1. */
  targetVersionWeight: number;
}

export function lifecycleEvent(deployment: Deployment, name: LifecycleEventName): LifecycleEvent {
  const event = deployment.lifecycle.find((one) => one.name === name);
  if (!event) throw new Error(`Deployment ${deployment.id} has no lifecycle event ${name}.`);
  return event;
}
