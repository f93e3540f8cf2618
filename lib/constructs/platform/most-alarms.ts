/**
 * How many alarms CodeDeploy takes for a deployment group, by its API Reference ("AlarmConfiguration"). Service Quotas has
 * shown 50 for accounts, and raises it.
 */
export const MOST_ALARMS = 10;

/** Why no deployment group can have so many alarms; undefined where one may. */
export function maxAlarmsProblem(maxAlarms: number): string | undefined {
  return Number.isInteger(maxAlarms) && maxAlarms >= MOST_ALARMS
    ? undefined
    : `\`maxAlarms\` must be a whole number, ${MOST_ALARMS} or more, got: ${maxAlarms}`;
}
