import { US_EAST_1_PRICES } from './prices';

/** What the alarms on a platform's own functions cost, in a sentence. @param alarms each looks at one metric */
export function healthAlarmsCost(alarms: number): string {
  const month = alarms * US_EAST_1_PRICES.cloudWatchAlarmMetricMonth;
  return `The ${alarms} alarms on the platform's own functions cost $${month.toFixed(2)} a month (list price of US East); \`healthAlarms: false\` leaves them out.`;
}
