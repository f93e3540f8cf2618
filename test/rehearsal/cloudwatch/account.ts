import { type AlarmState } from '../../../lib/rehearsal/cloudwatch/alarms/evaluate-alarm';
import { type Act } from '../../../lib/rehearsal/cloudwatch/alarms/take-actions';
import { CloudWatch } from '../../../lib/rehearsal/cloudwatch/cloudwatch';
import { type CloudWatchOptions } from '../../../lib/rehearsal/cloudwatch/cloudwatch-options';
import { place } from '../../../lib/rehearsal/kernel/place';
import { type ResourceContext } from '../../../lib/rehearsal/kernel/resource-provider';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

export const MINUTE = 60_000;
/** A full minute, so that tests may count from it. */
export const START = Date.UTC(2026, 0, 15, 12, 0, 0);

export const errors = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'chat' } };

export const context: ResourceContext = {
  stackName: 'Chat',
  logicalId: 'Alarm',
  where: 'Chat.template.json, Alarm',
  generatedName: 'Chat-Alarm-1A2B',
};

/** More than 5 errors a minute, one minute of one, unless the test says otherwise. */
export const errorAlarm = {
  AlarmName: 'errors',
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'FunctionName', Value: 'chat' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

/** An account whose virtual clock starts at a full minute. */
export function account(options?: Partial<CloudWatchOptions>, act?: Act) {
  const simulation = new Simulation(START);
  const cloudWatch = new CloudWatch({
    simulation,
    place: place('111122223333', 'eu-west-1'),
    ...(options && { options }),
    ...(act && { act }),
  });
  const [, composites] = cloudWatch.providers;
  return {
    simulation,
    cloudWatch,
    composites: composites!,
    /** Creates a composite alarm by its rule. */
    combine: (AlarmName: string, AlarmRule: string, properties: object = {}) =>
      composites!.create({ AlarmName, AlarmRule, ...properties }, context),
    /** Calls the API. */
    call: (operation: string, input: object = {}) => cloudWatch.api(operation, { ...input }, { roleArn: 'a role' }),
    /** Sets a state by the API, to the end of all that follows in the same moment. */
    set: (AlarmName: string, StateValue: AlarmState) =>
      simulation.run(async () => {
        await cloudWatch.api('SetAlarmState', { AlarmName, StateValue, StateReason: 'test' }, { roleArn: 'a role' });
        await simulation.sleep(0);
      }),
    /** Creates an alarm, the error alarm with some properties changed. */
    create: (properties: object = {}) => cloudWatch.provider.create({ ...errorAlarm, ...properties }, context),
    /** Lets virtual time pass, to the end of everything that happens in its last moment. */
    pass: (minutes: number) =>
      simulation.run(async () => {
        await simulation.sleep(minutes * MINUTE);
        await simulation.sleep(0);
      }),
    /** Records errors in a minute counted from the start. */
    recordErrors: (minute: number, ...values: readonly number[]) => {
      for (const value of values) cloudWatch.metrics.record(errors, START + minute * MINUTE, value);
    },
  };
}
