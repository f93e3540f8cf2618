import refused from '../../../cases/cloudwatch/refused-alarms.json';
import { account, context, errorAlarm } from '../account';

/** In the tables, null takes a property of the error alarm away. */
function withChanges(changes: object): object {
  const properties: Readonly<Record<string, unknown>> = { ...errorAlarm, ...changes };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

describe('AWS::CloudWatch::Alarm', () => {
  it('gives the name as its id, and its ARN', async () => {
    expect(await account().create()).toEqual({
      id: 'errors',
      attributes: { Arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors' },
    });
  });

  it('takes the generated name where the template gives none', async () => {
    const { cloudWatch, create } = account();
    expect(await create({ AlarmName: undefined })).toMatchObject({ id: context.generatedName });
    expect(cloudWatch.alarm(context.generatedName)).toBeDefined();
  });

  it('reads numbers and switches that arrive as text', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({
      Period: '60',
      EvaluationPeriods: '1',
      DatapointsToAlarm: '1',
      Threshold: '5.5',
      ActionsEnabled: 'true',
    });
    recordErrors(0, 6);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it('accepts empty lists of actions, tags, and the unit the metric is published with', async () => {
    const lists = { AlarmActions: [], OKActions: [], InsufficientDataActions: [], Tags: [{ Key: 'team', Value: 'a' }] };
    expect(await account().create({ ...lists, Unit: 'Count' })).toMatchObject({ id: 'errors' });
  });

  it('accepts a list of one metric of the same account', async () => {
    const Metric = { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: errorAlarm.Dimensions };
    const { cloudWatch, create, pass, recordErrors } = account();
    const Metrics = [{ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, AccountId: '111122223333' }];
    const none = { MetricName: undefined, Namespace: undefined, Dimensions: undefined, Statistic: undefined };
    await create({ ...none, Period: undefined, Metrics });
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });

  it('fails where an alarm of that name exists', async () => {
    const { create } = account();
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'ApiError', code: 'AlreadyExists' });
  });

  it.each(refused)('refuses $name', async ({ properties, error, message }) => {
    const { cloudWatch } = account();
    const creation = cloudWatch.provider.create(withChanges(properties), context);
    await expect(creation).rejects.toMatchObject({
      ...(error === 'NotEmulated' ? { name: error, where: context.where } : { name: 'ApiError', code: error }),
      message: expect.stringContaining(message) as string,
    });
    expect(cloudWatch.alarms()).toEqual([]);
  });
});
