import { type AlarmStateChange } from '../../../../lib/rehearsal/cloudwatch/alarms/alarm';
import { account, context, errorAlarm, errors, MINUTE, START } from '../account';

describe('an alarm', () => {
  it('starts with INSUFFICIENT_DATA and is evaluated one minute after its creation', async () => {
    const { cloudWatch, create, pass } = account();
    await create({ TreatMissingData: 'notBreaching' });
    expect(cloudWatch.alarm('errors')).toEqual({
      kind: 'metric',
      name: 'errors',
      arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors',
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      since: START,
      description: undefined,
    });
    await pass(0.99);
    expect(cloudWatch.alarm('errors')?.state).toBe('INSUFFICIENT_DATA');
    await pass(0.01);
    expect(cloudWatch.alarm('errors')).toMatchObject({
      state: 'OK',
      since: START + MINUTE,
      reason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    });
  });

  it('goes off once the breaching minute is published, and back once a good one is', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const changes: AlarmStateChange[] = [];
    cloudWatch.onStateChange((change) => changes.push(change));
    await create();
    recordErrors(0, 4);
    recordErrors(1, 4, 2);
    recordErrors(2, 0);
    await pass(10);
    expect(changes).toEqual([
      {
        alarm: 'errors',
        from: 'INSUFFICIENT_DATA',
        to: 'OK',
        at: START + 2 * MINUTE,
        reason:
          'Threshold Crossed: 1 out of the last 1 datapoints [4.0 (15/01/26 12:00:00)] was not greater than the threshold (5.0) (minimum 1 datapoint for ALARM -> OK transition).',
      },
      {
        alarm: 'errors',
        from: 'OK',
        to: 'ALARM',
        at: START + 3 * MINUTE,
        reason:
          'Threshold Crossed: 1 out of the last 1 datapoints [6.0 (15/01/26 12:01:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).',
      },
      expect.objectContaining({ from: 'ALARM', to: 'OK', at: START + 4 * MINUTE }),
      {
        alarm: 'errors',
        from: 'OK',
        to: 'INSUFFICIENT_DATA',
        // The last datapoint is of minute 2; an alarm of one period looks back three.
        at: START + 6 * MINUTE,
        reason: 'Insufficient Data: 1 datapoint was unknown.',
      },
    ]);
  });

  it('names the datapoints that breached, newest first', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
    recordErrors(0, 6);
    recordErrors(1, 1);
    recordErrors(2, 7.5);
    await pass(4);
    expect(cloudWatch.alarm('errors')?.reason).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [7.5 (15/01/26 12:02:00), 6.0 (15/01/26 12:00:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
    );
  });

  it('says when missing data decided', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ EvaluationPeriods: 3, TreatMissingData: 'breaching' });
    recordErrors(0, 6);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.reason).toBe(
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    );
    const other = account();
    await other.create({ EvaluationPeriods: 3, TreatMissingData: 'notBreaching' });
    other.recordErrors(-1, 0);
    await other.pass(1);
    expect(other.cloudWatch.alarm('errors')?.reason).toBe(
      'Threshold Crossed: 1 out of the last 3 datapoints [0.0 (15/01/26 11:59:00)] was not greater than the threshold (5.0) and 2 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for ALARM -> OK transition).',
    );
  });

  it('may go off early on a lone breach, as a minute that is not published yet is missing too', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ EvaluationPeriods: 2, TreatMissingData: 'missing' });
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')).toMatchObject({
      state: 'ALARM',
      reason:
        'Threshold Crossed: 1 out of the last 2 datapoints [9.0 (15/01/26 12:00:00)] was greater than the threshold (5.0) and 1 missing datapoint was not considered (minimum 2 datapoints for OK -> ALARM transition).',
    });
  });

  it('uses the data there was before it was created', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    recordErrors(-1, 9);
    await create();
    await pass(1);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it('waits longer where publication takes longer', async () => {
    const { cloudWatch, create, pass, recordErrors } = account({ publicationDelayMs: 2 * MINUTE });
    await create();
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe('INSUFFICIENT_DATA');
    await pass(1);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it('forgets a lone datapoint sooner where it looks back less far', async () => {
    const { cloudWatch, create, pass, recordErrors } = account({ evaluationRangeExtra: 1 });
    await create({ TreatMissingData: 'notBreaching' });
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
    await pass(1);
    expect(cloudWatch.alarm('errors')?.state).toBe('OK');
  });

  it('slides a longer period by the minute', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ Period: 300, TreatMissingData: 'notBreaching' });
    recordErrors(2, 3);
    recordErrors(4, 3);
    await pass(5);
    expect(cloudWatch.alarm('errors')?.state).toBe('OK');
    await pass(1);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + 6 * MINUTE });
    await pass(2);
    // From minute 3 on, the newest five minutes hold only one of the two.
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'OK', since: START + 8 * MINUTE });
  });

  it('goes on being evaluated after the process that created it has ended', async () => {
    const { cloudWatch, simulation, create, pass, recordErrors } = account();
    await simulation.run(async () => {
      await simulation.sleep(10_000);
      await create();
    });
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + 2 * MINUTE + 10_000 });
  });

  it('evaluates metric math over several metrics', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const invocations = { ...errors, name: 'Invocations' };
    const stat = (MetricName: string) => ({
      Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: errorAlarm.Dimensions },
      Period: 60,
      Stat: 'Sum',
    });
    await create({
      ...withoutMetric,
      Threshold: 1,
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
      Metrics: [
        { Id: 'errors', MetricStat: stat('Errors'), ReturnData: false },
        { Id: 'calls', MetricStat: stat('Invocations'), ReturnData: false },
        { Id: 'rate', Expression: 'IF(calls > 0, errors * 100 / calls, 0)', Label: 'Error rate' },
      ],
    });
    for (const minute of [0, 1])
      for (let call = 0; call < 40; call++) cloudWatch.metrics.record(invocations, at(minute), 1);
    recordErrors(0, 1);
    recordErrors(1, 1, 1);
    await pass(3);
    expect(cloudWatch.alarm('errors')).toMatchObject({
      state: 'ALARM',
      reason:
        'Threshold Crossed: 2 out of the last 2 datapoints [5.0 (15/01/26 12:01:00), 2.5 (15/01/26 12:00:00)] were greater than the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).',
    });
  });

  it.each([
    ['ignore', 199, 'INSUFFICIENT_DATA'],
    ['ignore', 200, 'ALARM'],
    ['evaluate', 1, 'ALARM'],
  ])('told to %s low sample counts, with %i samples at p95 is %s', async (treatment, samples, expected) => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({
      Statistic: undefined,
      ExtendedStatistic: 'p95',
      EvaluateLowSampleCountPercentile: treatment,
    });
    recordErrors(0, ...Array.from({ length: samples }, () => 9));
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe(expected);
  });

  it.each([
    ['half of the values are', 'OK', [1, 9]],
    ['less than half of the values are', 'ALARM', [1, 9, 9]],
  ])('on a percentile rank ends, where %s in the range, as %s', async (_, expected, values) => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const rank = { Statistic: undefined, ExtendedStatistic: 'PR(:5)', EvaluateLowSampleCountPercentile: 'ignore' };
    await create({ ...rank, ComparisonOperator: 'LessThanThreshold', Threshold: 50 });
    recordErrors(0, ...values);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe(expected);
  });

  it.each([
    [undefined, false, 'ALARM'],
    ['missing', false, 'ALARM'],
    ['notBreaching', false, 'OK'],
    ['notBreaching', true, 'ALARM'],
  ])('on DynamoDB, with %s missing data and always ignoring it %p, ends as %s', async (treatment, always, expected) => {
    const { cloudWatch, create, pass } = account({ dynamoDbAlwaysIgnoresMissing: always });
    const throttles = { namespace: 'AWS/DynamoDB', name: 'ReadThrottleEvents', dimensions: { TableName: 'books' } };
    await create({
      Namespace: throttles.namespace,
      MetricName: throttles.name,
      Dimensions: [{ Name: 'TableName', Value: 'books' }],
      TreatMissingData: treatment,
    });
    cloudWatch.metrics.record(throttles, START, 9);
    await pass(10);
    expect(cloudWatch.alarm('errors')?.state).toBe(expected);
  });
});

describe('an alarm that is changed', () => {
  it('keeps its state until the next evaluation, then follows its new threshold', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const physical = await create();
    for (const minute of [0, 1, 2, 3]) recordErrors(minute, 9);
    await pass(2);
    const next = { ...errorAlarm, Threshold: 50, AlarmDescription: 'quieter' };
    const updated = await cloudWatch.provider.update({ physical, previous: errorAlarm, next }, context);
    expect(updated).toEqual(physical);
    expect(cloudWatch.alarm('errors')).toMatchObject({
      state: 'ALARM',
      description: 'quieter',
      since: START + 2 * MINUTE,
    });
    await pass(1);
    expect(cloudWatch.alarm('errors')?.state).toBe('OK');
  });

  it('is replaced where its name changes', async () => {
    const { cloudWatch, create } = account();
    const physical = await create();
    const next = { ...errorAlarm, AlarmName: 'other' };
    expect(await cloudWatch.provider.update({ physical, previous: errorAlarm, next }, context)).toBe('replace');
  });

  it('says nothing any more once it is removed', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const listener = jest.fn();
    cloudWatch.onStateChange(listener);
    const physical = await create();
    recordErrors(0, 9);
    await cloudWatch.provider.remove(physical, errorAlarm, context);
    await pass(5);
    expect(cloudWatch.alarm('errors')).toBeUndefined();
    expect(listener).not.toHaveBeenCalled();
  });
});

const withoutMetric = {
  MetricName: undefined,
  Namespace: undefined,
  Dimensions: undefined,
  Statistic: undefined,
  Period: undefined,
};

function at(minute: number): number {
  return START + minute * MINUTE;
}
