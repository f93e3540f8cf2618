import { ApiError } from '../kernel/api-error';
import type { AlarmConfiguration } from './deployment-group';

/** CodeDeploy API Reference, AlarmConfiguration: how many alarms one deployment can watch. */
const MOST_ALARMS = 10;
const LONGEST_NAME = 255;

/** Refuses the alarms that CodeDeploy refuses. */
export function checkAlarms({ alarms }: AlarmConfiguration): void {
  if (alarms.length > MOST_ALARMS) {
    throw new ApiError(
      'AlarmsLimitExceededException',
      `The maximum number of alarms for a deployment group (${MOST_ALARMS}) was exceeded: ${alarms.length}. Put some of them into a composite alarm.`,
    );
  }
  const wrong = alarms.find((name, index) => name === '' || name.length > LONGEST_NAME || alarms.indexOf(name) < index);
  if (wrong === undefined) return;
  throw new ApiError(
    'InvalidAlarmConfigException',
    `The alarm name "${wrong}" is there twice, empty, or longer than ${LONGEST_NAME} characters.`,
  );
}
