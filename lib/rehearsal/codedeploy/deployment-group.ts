export type RollbackEvent = 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST';

/** A deployment group's settings, as far as a Lambda deployment uses them. */
export interface DeploymentGroup {
  readonly applicationName: string;
  readonly name: string;
  readonly configName: string;
  readonly roleArn: string;
  readonly alarms: readonly string[];
  readonly alarmsEnabled: boolean;
  readonly ignorePollAlarmFailure: boolean;
  /** The endings after which CodeDeploy rolls back by itself. */
  readonly rollbackOn: readonly RollbackEvent[];
}
