import { type AlarmDatapoint } from './alarm-datapoints';
import { type AlarmDefinition } from './alarm-definition';
import { COMPARISONS } from './comparison-operator';
import { type AlarmState, type TreatMissingData } from './evaluate-alarm';

export const INITIAL_REASON = 'Unchecked: Initial alarm creation';

export interface Decision {
  readonly state: AlarmState;
  /** The real datapoints that decided, oldest first. */
  readonly datapoints: readonly AlarmDatapoint[];
  /** How many datapoints were missing beside them. */
  readonly missing: number;
  readonly treatMissingData: TreatMissingData;
}

/** Why an alarm is in its state, in the manner of AWS's `StateReason`. */
export function stateReason(
  definition: AlarmDefinition,
  { state, datapoints, missing, treatMissingData }: Decision,
): string {
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${count(missing, 'datapoint')} ${wasOrWere(missing)} unknown.`;
  }
  const filled = missing === 0 ? '' : ` and ${missingWords(missing, treatMissingData)}`;
  if (datapoints.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${count(missing, 'period')}${filled}.`;
  }
  const { evaluationPeriods: n, datapointsToAlarm: m } = definition;
  const needed =
    state === 'ALARM' ? `${count(m, 'datapoint')} for OK -> ALARM` : `${count(n - m + 1, 'datapoint')} for ALARM -> OK`;
  return `Threshold Crossed: ${realWords(definition, state, datapoints)}${filled} (minimum ${needed} transition).`;
}

/** The datapoints that speak for the state; all of them where only the missing ones do. */
function realWords(definition: AlarmDefinition, state: AlarmState, datapoints: readonly AlarmDatapoint[]): string {
  const { comparison, threshold, evaluationPeriods } = definition;
  const breaching = datapoints.filter(({ value }) => COMPARISONS[comparison].breaches(value, threshold));
  const good = datapoints.filter((datapoint) => !breaching.includes(datapoint));
  const sayBreaching = state === 'ALARM' ? breaching.length > 0 : good.length === 0;
  const said = sayBreaching ? breaching : good;
  const list = said.toReversed().map(({ value, timestamp }) => `${decimal(value)} (${moment(timestamp)})`);
  return [
    `${said.length} out of the last ${evaluationPeriods} datapoints [${list.join(', ')}]`,
    `${wasOrWere(said.length)}${sayBreaching ? '' : ' not'} ${COMPARISONS[comparison].words}`,
    `the threshold (${decimal(threshold)})`,
  ].join(' ');
}

function missingWords(missing: number, treatment: TreatMissingData): string {
  const subject = `${count(missing, 'missing datapoint')} ${wasOrWere(missing)}`;
  switch (treatment) {
    case 'breaching':
      return `${subject} treated as [Breaching]`;
    case 'notBreaching':
      return `${subject} treated as [NonBreaching]`;
    case 'ignore':
    case 'missing':
      return `${subject} not considered`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function wasOrWere(number: number): string {
  return number === 1 ? 'was' : 'were';
}

/** AWS writes whole numbers with one decimal. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `dd/mm/yy hh:mm:ss` in UTC, as AWS writes it here. */
function moment(timestamp: number): string {
  const [date = '', time = ''] = new Date(timestamp).toISOString().split('T');
  return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(2, 4)} ${time.slice(0, 8)}`;
}
