import {
  notificationSubject,
  type AlarmNotification,
} from '../../../../lib/rehearsal/cloudwatch/alarms/alarm-notification';
import { account, errorAlarm } from '../account';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:topic';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:page';
const ARN = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors';
const RED =
  'Threshold Crossed: 1 out of the last 1 datapoints [9.0 (15/01/26 12:00:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).';

function watched() {
  const act = jest.fn();
  const states = () => act.mock.calls.map(([arn, told]) => [String(arn), (told as AlarmNotification).NewStateValue]);
  return { ...account({}, act), act, states };
}

describe('the actions of an alarm', () => {
  it('tell a topic what happened, once at each change of state', async () => {
    const { act, create, pass, recordErrors } = watched();
    await create({ AlarmActions: [TOPIC], AlarmDescription: 'too many' });
    for (const minute of [0, 1, 2, 3]) recordErrors(minute, 9);
    await pass(5);
    expect(act.mock.calls).toEqual([
      [
        TOPIC,
        {
          AlarmName: 'errors',
          AlarmDescription: 'too many',
          AWSAccountId: '111122223333',
          AlarmConfigurationUpdatedTimestamp: '2026-01-15T12:00:00.000+0000',
          NewStateValue: 'ALARM',
          NewStateReason: RED,
          StateChangeTime: '2026-01-15T12:02:00.000+0000',
          Region: 'EU (Ireland)',
          AlarmArn: ARN,
          OldStateValue: 'INSUFFICIENT_DATA',
          OKActions: [],
          AlarmActions: [TOPIC],
          InsufficientDataActions: [],
          Trigger: {
            MetricName: 'Errors',
            Namespace: 'AWS/Lambda',
            StatisticType: 'Statistic',
            Statistic: 'SUM',
            Unit: null,
            Dimensions: [{ value: 'chat', name: 'FunctionName' }],
            Period: 60,
            EvaluationPeriods: 1,
            DatapointsToAlarm: 1,
            ComparisonOperator: 'GreaterThanThreshold',
            Threshold: 5,
            TreatMissingData: '',
            EvaluateLowSampleCountPercentile: '',
          },
        },
      ],
    ]);
    expect(notificationSubject((act.mock.calls[0] as [string, AlarmNotification])[1])).toBe(
      'ALARM: "errors" in EU (Ireland)',
    );
  });

  it('give a function the event that Lambda gets', async () => {
    const { act, create, pass, recordErrors } = watched();
    await create({ AlarmActions: [FUNCTION] });
    recordErrors(0, 9);
    await pass(2);
    expect(act.mock.calls).toEqual([
      [
        FUNCTION,
        {
          source: 'aws.cloudwatch',
          alarmArn: ARN,
          accountId: '111122223333',
          time: '2026-01-15T12:02:00.000+0000',
          region: 'eu-west-1',
          alarmData: {
            alarmName: 'errors',
            state: { value: 'ALARM', reason: RED, timestamp: '2026-01-15T12:02:00.000+0000' },
            previousState: {
              value: 'INSUFFICIENT_DATA',
              reason: 'Unchecked: Initial alarm creation',
              timestamp: '2026-01-15T12:00:00.000+0000',
            },
            configuration: {
              metrics: [
                {
                  id: 'm1',
                  metricStat: {
                    metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'chat' } },
                    period: 60,
                    stat: 'Sum',
                  },
                  returnData: true,
                },
              ],
            },
          },
        },
      ],
    ]);
  });

  it('tell of metric math entry by entry', async () => {
    const { act, create, set } = watched();
    const MetricStat = {
      Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: errorAlarm.Dimensions },
      Period: 60,
      Stat: 'Sum',
    };
    await create({
      ...{
        MetricName: undefined,
        Namespace: undefined,
        Dimensions: undefined,
        Statistic: undefined,
        Period: undefined,
      },
      Metrics: [
        { Id: 'm1', MetricStat, ReturnData: false },
        { Id: 'e1', Expression: 'm1 * 2', Label: 'twice' },
      ],
      OKActions: [TOPIC, FUNCTION],
    });
    await set('errors', 'OK');
    expect(act.mock.calls).toMatchObject([
      [
        TOPIC,
        {
          Trigger: {
            Period: 60,
            Metrics: [
              {
                Id: 'm1',
                MetricStat: { Metric: { Dimensions: [{ value: 'chat', name: 'FunctionName' }] }, Stat: 'Sum' },
                ReturnData: false,
              },
              { Id: 'e1', Expression: 'm1 * 2', Label: 'twice', ReturnData: true },
            ],
          },
        },
      ],
      [
        FUNCTION,
        {
          alarmData: {
            configuration: {
              metrics: [
                { id: 'm1', returnData: false },
                { id: 'e1', expression: 'm1 * 2' },
              ],
            },
          },
        },
      ],
    ]);
  });

  it('are those of the state it comes into', async () => {
    const { create, set, states } = watched();
    const other = `${TOPIC}-2`;
    await create({ AlarmActions: [TOPIC, other], OKActions: [other], InsufficientDataActions: [TOPIC] });
    await set('errors', 'OK');
    await set('errors', 'ALARM');
    await set('errors', 'INSUFFICIENT_DATA');
    expect(states()).toEqual([
      [other, 'OK'],
      [TOPIC, 'ALARM'],
      [other, 'ALARM'],
      [TOPIC, 'INSUFFICIENT_DATA'],
    ]);
  });

  it('are not taken while they are switched off', async () => {
    const { act, create, set } = watched();
    await create({ AlarmActions: [TOPIC], ActionsEnabled: false });
    await set('errors', 'ALARM');
    expect(act).not.toHaveBeenCalled();
  });

  it.each([
    ['another service', ['arn:aws:automate:eu-west-1:ec2:reboot'], 'The alarm action arn:aws:automate'],
    ['something that is no ARN', ['page me'], 'The alarm action page me'],
    ['another account', ['arn:aws:sns:eu-west-1:444455556666:topic'], 'in another account or region'],
    ['another region', ['arn:aws:sns:us-east-1:111122223333:topic'], 'in another account or region'],
    ['more than five', Array.from({ length: 6 }, (_, number) => `${TOPIC}${number}`), 'at most 5 actions, got: 6'],
  ])('stop at %s when the alarm is created', async (_, AlarmActions, message) => {
    const { cloudWatch, create } = watched();
    await expect(create({ AlarmActions })).rejects.toThrow(message);
    expect(cloudWatch.alarms()).toEqual([]);
  });
});
