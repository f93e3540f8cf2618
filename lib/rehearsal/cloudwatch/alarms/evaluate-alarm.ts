export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface AlarmInput {
  /** The whole evaluation range, oldest first: whether each datapoint breaches, `undefined` where it is missing. */
  readonly breaches: readonly (boolean | undefined)[];
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  readonly state: AlarmState;
}

export interface AlarmEvaluation {
  readonly state: AlarmState;
  /** Positions in `breaches` of the real datapoints that counted, oldest first. */
  readonly considered: readonly number[];
  /** How many missing datapoints were needed to make up the evaluation periods. */
  readonly missing: number;
}

/**
 * The state an alarm takes (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data").
 *
 * CloudWatch fetches more datapoints than the alarm's evaluation periods. As long as enough of them are real, the newest
 * real ones decide and the treatment of missing data does not matter.
 */
export function evaluateAlarm(input: AlarmInput): AlarmEvaluation {
  const { breaches, evaluationPeriods } = input;
  const real = breaches.flatMap((breach, position) => (breach === undefined ? [] : [position]));
  const considered = real.slice(-evaluationPeriods);
  const missing = evaluationPeriods - considered.length;
  const breaching = considered.filter((position) => breaches[position]).length;
  return { state: decide(input, considered, breaching, missing), considered, missing };
}

function decide(input: AlarmInput, real: readonly number[], breaching: number, missing: number): AlarmState {
  const { datapointsToAlarm, treatMissingData, state } = input;
  const byCount = (count: number) => (count >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (missing === 0) return byCount(breaching);
  switch (treatMissingData) {
    case 'breaching':
      return byCount(breaching + missing);
    case 'notBreaching':
      return byCount(breaching);
    case 'ignore':
    case 'missing':
      break;
  }
  if (real.length === 0) return treatMissingData === 'ignore' ? state : 'INSUFFICIENT_DATA';
  if (breaching < real.length || breaching >= datapointsToAlarm) return byCount(breaching);
  return treatMissingData === 'missing' && isOldEnough(input, real) ? 'ALARM' : state;
}

/**
 * Every real datapoint breaches, but they are fewer than it takes. CloudWatch does not wait for more once the oldest is
 * as many periods old as it takes datapoints ("avoid premature transitions" on the same page). Read literally, the rule
 * contradicts the page's own table where a good datapoint is in range; it agrees where all real ones breach.
 */
function isOldEnough({ breaches, datapointsToAlarm }: AlarmInput, real: readonly number[]): boolean {
  const oldest = real[0] ?? breaches.length;
  return breaches.length - oldest >= datapointsToAlarm;
}
