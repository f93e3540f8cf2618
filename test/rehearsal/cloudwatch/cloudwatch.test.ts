import { account, context, errorAlarm } from './account';

describe('CloudWatch', () => {
  it('lists alarms in order of name', async () => {
    const { cloudWatch, create } = account();
    await create({ AlarmName: 'b' });
    await create({ AlarmName: 'a' });
    expect(cloudWatch.alarms().map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('answers the states of the names that exist', async () => {
    const { cloudWatch, create } = account();
    await create();
    expect(cloudWatch.states(['errors', 'nobody'])).toEqual(new Map([['errors', 'INSUFFICIENT_DATA']]));
  });

  it('gives the same changes of state at every run', async () => {
    const play = async () => {
      const { cloudWatch, create, pass, recordErrors } = account();
      const changes: unknown[] = [];
      cloudWatch.onStateChange((change) => changes.push(change));
      for (const name of ['c', 'a', 'b']) await create({ AlarmName: name });
      for (const minute of [0, 1, 3, 4, 9]) recordErrors(minute, minute % 2 === 0 ? 9 : 0);
      await pass(20);
      return changes;
    };
    const first = await play();
    expect(first.length).toBeGreaterThan(5);
    expect(await play()).toEqual(first);
  });
});

describe('the assumptions of CloudWatch', () => {
  it('say only what is in effect', async () => {
    const { cloudWatch, create } = account({ publicationDelayMs: 90_000, evaluationRangeExtra: 3 });
    expect(cloudWatch.assumptions()).toEqual([
      'The metrics of a minute can be seen 90 s after its end; AWS promises no delay.',
    ]);
    await create({ TreatMissingData: 'notBreaching' });
    expect(cloudWatch.assumptions()).toHaveLength(3);
    expect(cloudWatch.assumptions()[2]).toContain('looks back 3 periods further');
  });

  it.each([
    ['missing data', {}, 'go off early'],
    ['longer periods', { Period: 300 }, 'period of several minutes'],
    ['percentiles', { Statistic: undefined, ExtendedStatistic: 'p99' }, 'interpolated'],
    ['high resolution', { Period: 10 }, 'high-resolution alarm'],
    ['alarms over more than a day', { Period: 3600, EvaluationPeriods: 25 }, 'every hour'],
    ['low sample counts', { EvaluateLowSampleCountPercentile: 'ignore' }, 'too few samples'],
    ['DynamoDB', { Namespace: 'AWS/DynamoDB' }, 'AWS/DynamoDB'],
  ])('name the choice about %s', async (_, changes, words) => {
    const { cloudWatch, create } = account();
    const said = () => cloudWatch.assumptions().some((sentence) => sentence.includes(words));
    await create({ TreatMissingData: 'breaching' });
    expect(said()).toBe(false);
    await create({ AlarmName: 'other', ...changes });
    expect(said()).toBe(true);
  });

  it('name the choices about composite alarms', async () => {
    const { cloudWatch, combine, create } = account();
    await create();
    const before = cloudWatch.assumptions();
    await combine('any', 'ALARM(errors)');
    expect(cloudWatch.assumptions()).toEqual([...before, expect.stringContaining('follows its children')]);
    const periods = { ActionsSuppressorWaitPeriod: 1, ActionsSuppressorExtensionPeriod: 1 };
    await combine('other', 'ALARM(errors)', { ActionsSuppressor: 'errors', ...periods });
    expect(cloudWatch.assumptions()).toHaveLength(before.length + 2);
  });

  it('still name the choices of an alarm that is gone', async () => {
    const { cloudWatch, create } = account();
    const physical = await create({ Period: 300 });
    await cloudWatch.provider.remove(physical, errorAlarm, context);
    expect(cloudWatch.assumptions().join()).toContain('period of several minutes');
  });
});
