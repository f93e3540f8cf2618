import { ApiError } from '../kernel/api-error';
import type { AlarmConfiguration } from './deployment-group';

const LONGEST_NAME = 255;

/** Refuses the alarms that CodeDeploy refuses, and more of them than a group may have. */
export function checkAlarms({ alarms }: AlarmConfiguration, mostAlarms: number): void {
  if (alarms.length > mostAlarms) {
    throw new ApiError(
      'AlarmsLimitExceededException',
      `The maximum number of alarms for a deployment group (${mostAlarms}) was exceeded: ${alarms.length}. Watch fewer, or say what Service Quotas shows for the account; in a scenario it is assumptions.codeDeploy.mostAlarms.`,
    );
  }
  const wrong = alarms.find((name, index) => name === '' || name.length > LONGEST_NAME || alarms.indexOf(name) < index);
  if (wrong === undefined) return;
  throw new ApiError(
    'InvalidAlarmConfigException',
    `The alarm name "${wrong}" is there twice, empty, or longer than ${LONGEST_NAME} characters.`,
  );
}
