export const ROLLBACK_EVENTS = [
  'DEPLOYMENT_FAILURE',
  'DEPLOYMENT_STOP_ON_ALARM',
  'DEPLOYMENT_STOP_ON_REQUEST',
] as const;
export type RollbackEvent = (typeof ROLLBACK_EVENTS)[number];

/** The alarms that stop a deployment. */
export interface AlarmConfiguration {
  /** By name. */
  readonly alarms: readonly string[];
  readonly alarmsEnabled: boolean;
  /** Whether a deployment goes on where the state of its alarms cannot be read. */
  readonly ignorePollAlarmFailure: boolean;
}

/** A deployment group's settings, as far as a Lambda deployment uses them. */
export interface DeploymentGroup extends AlarmConfiguration {
  readonly applicationName: string;
  readonly name: string;
  readonly configName: string;
  readonly roleArn: string;
  /** The endings after which CodeDeploy rolls back by itself. */
  readonly rollbackOn: readonly RollbackEvent[];
}
