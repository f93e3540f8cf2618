import { account, errors, MINUTE, START } from '../account';

interface Described {
  readonly MetricAlarms: readonly Record<string, unknown>[];
  readonly CompositeAlarms: readonly Record<string, unknown>[];
  readonly NextToken?: string;
}

async function withAlarms() {
  const given = account();
  await given.create({ TreatMissingData: 'notBreaching' });
  await given.create({ AlarmName: 'error-budget' });
  await given.create({ AlarmName: 'other' });
  await given.combine('any', 'ALARM(errors)');
  await given.pass(1);
  const names = async (input: object) => {
    const { MetricAlarms, CompositeAlarms } = (await given.call('DescribeAlarms', input)) as Described;
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  };
  return { ...given, names };
}

describe('DescribeAlarms', () => {
  it('tells all about an alarm', async () => {
    const { call } = await withAlarms();
    expect(await call('DescribeAlarms', { AlarmNames: ['errors', 'nobody'] })).toEqual({
      MetricAlarms: [
        {
          AlarmName: 'errors',
          AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors',
          AlarmConfigurationUpdatedTimestamp: START / 1000,
          ActionsEnabled: true,
          OKActions: [],
          AlarmActions: [],
          InsufficientDataActions: [],
          StateValue: 'OK',
          StateReason: expect.stringContaining('[NonBreaching]') as string,
          StateUpdatedTimestamp: (START + MINUTE) / 1000,
          StateTransitionedTimestamp: (START + MINUTE) / 1000,
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: 'chat' }],
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 5,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'notBreaching',
        },
      ],
      CompositeAlarms: [],
    });
  });

  it.each([
    ['nothing, metric alarms', {}, ['error-budget', 'errors', 'other']],
    ['a prefix', { AlarmNamePrefix: 'error' }, ['error-budget', 'errors']],
    ['a state', { StateValue: 'INSUFFICIENT_DATA' }, ['error-budget', 'other']],
    ['composite alarms', { AlarmTypes: ['CompositeAlarm'] }, ['any']],
    [
      'both types and names',
      { AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], AlarmNames: ['any', 'other'] },
      ['other', 'any'],
    ],
    ['actions nobody has', { ActionPrefix: 'arn:' }, []],
  ])('answers, asked for %s', async (_, input, expected) => {
    const { names } = await withAlarms();
    expect(await names(input)).toEqual(expected);
  });

  it('tells the rule of a composite alarm', async () => {
    const { call } = await withAlarms();
    const answer = await call('DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] });
    expect(answer).toMatchObject({
      CompositeAlarms: [{ AlarmName: 'any', AlarmRule: 'ALARM(errors)', StateValue: 'OK' }],
    });
  });

  it('hands out page after page', async () => {
    const { call } = await withAlarms();
    const first = (await call('DescribeAlarms', { MaxRecords: 2 })) as Described;
    expect(first.MetricAlarms).toHaveLength(2);
    const second = (await call('DescribeAlarms', { MaxRecords: 2, NextToken: first.NextToken })) as Described;
    expect(second.MetricAlarms).toMatchObject([{ AlarmName: 'other' }]);
    expect(second.NextToken).toBeUndefined();
    await expect(call('DescribeAlarms', { NextToken: 'mine' })).rejects.toMatchObject({ code: 'InvalidNextToken' });
  });

  it('refuses names together with a prefix, and stops by name at what it does not know', async () => {
    const { call } = await withAlarms();
    const both = { AlarmNames: ['errors'], AlarmNamePrefix: 'e' };
    await expect(call('DescribeAlarms', both)).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(call('DescribeAlarms', { StateValue: 'RED' })).rejects.toMatchObject({ code: 'ValidationError' });
    const children = call('DescribeAlarms', { ChildrenOfAlarmName: 'any' });
    await expect(children).rejects.toThrow('ChildrenOfAlarmName of cloudwatch:DescribeAlarms is not emulated');
  });
});

describe('SetAlarmState', () => {
  it('lasts until the next evaluation', async () => {
    const { call, cloudWatch, pass, set } = await withAlarms();
    await pass(0.5);
    await set('errors', 'ALARM');
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', reason: 'test', since: START + 1.5 * MINUTE });
    expect(cloudWatch.alarm('any')?.state).toBe('ALARM');
    await pass(0.5);
    expect(cloudWatch.states(['errors', 'any'])).toEqual(
      new Map([
        ['errors', 'OK'],
        ['any', 'OK'],
      ]),
    );
    const nobody = call('SetAlarmState', { AlarmName: 'nobody', StateValue: 'OK', StateReason: '' });
    await expect(nobody).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });

  it.each([
    ['right before an evaluation', 59_500, 60_000],
    ['right after an evaluation', 60_001, 61_001],
    ['in the middle of a minute', 90_000, 91_000],
  ])('falls back after a second, set %s', async (_, setAt, backAt) => {
    const { call, cloudWatch, create, simulation } = account({ setStateFallsBackAfterMs: 1000 });
    await create({ TreatMissingData: 'ignore' });
    cloudWatch.metrics.record(errors, START - 10 * MINUTE, 0);
    const changes: unknown[] = [];
    cloudWatch.onStateChange(({ to, at }) => changes.push([to, at - START]));
    await simulation.run(async () => {
      await simulation.sleep(setAt);
      await call('SetAlarmState', { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' });
      await simulation.sleep(MINUTE * 2);
    });
    // An evaluation would keep the state: what was before it is its own.
    expect(changes).toEqual([
      ['ALARM', setAt],
      ['INSUFFICIENT_DATA', backAt],
    ]);
  });

  it('falls back to the state before all of those that were set, one after the other', async () => {
    const { call, cloudWatch, create, simulation } = account({ setStateFallsBackAfterMs: 1000 });
    await create({ TreatMissingData: 'ignore' });
    const set = (StateValue: string) => call('SetAlarmState', { AlarmName: 'errors', StateValue, StateReason: 'test' });
    await simulation.run(async () => {
      await set('ALARM');
      await simulation.sleep(900);
      await set('ALARM');
      await simulation.sleep(900);
      expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
      await simulation.sleep(200);
    });
    expect(cloudWatch.alarm('errors')?.state).toBe('INSUFFICIENT_DATA');
  });

  it('is not needed to keep an alarm red into which a 1 is published every minute', async () => {
    const { call, cloudWatch, create, simulation } = account({ setStateFallsBackAfterMs: 1000 });
    const regression = { Namespace: 'Ours', MetricName: 'Regression', Dimensions: [], TreatMissingData: 'ignore' };
    await create({ ...regression, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
    const changes: unknown[] = [];
    cloudWatch.onStateChange(({ to, at }) => changes.push([to, at - START]));
    await simulation.run(async () => {
      await simulation.sleep(30_000);
      for (let minute = 0; minute < 30; minute++) {
        await call('PutMetricData', { Namespace: 'Ours', MetricData: [{ MetricName: 'Regression', Value: 1 }] });
        await simulation.sleep(MINUTE);
      }
      await simulation.sleep(30 * MINUTE);
    });
    expect(changes).toEqual([['ALARM', 2 * MINUTE]]);
  });

  it('tells nobody where the state stays the same', async () => {
    const { cloudWatch, set } = await withAlarms();
    const listener = jest.fn();
    cloudWatch.onStateChange(listener);
    await set('errors', 'OK');
    expect(listener).not.toHaveBeenCalled();
    expect(cloudWatch.alarm('errors')).toMatchObject({ reason: 'test', since: START + MINUTE });
  });
});

describe('DescribeAlarmHistory', () => {
  const changes = { HistoryItemType: 'StateUpdate' };
  const items = (answer: unknown) => (answer as { AlarmHistoryItems: Record<string, unknown>[] }).AlarmHistoryItems;

  it('tells the changes of state, newest first', async () => {
    const { call, set } = await withAlarms();
    await set('errors', 'ALARM');
    const answer = items(await call('DescribeAlarmHistory', { ...changes, AlarmName: 'errors' }));
    expect(answer).toMatchObject([
      { HistorySummary: 'Alarm updated from OK to ALARM', Timestamp: START / 1000 + 60, AlarmType: 'MetricAlarm' },
      { HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to OK' },
    ]);
    expect(JSON.parse(String(answer[0]!.HistoryData))).toEqual({
      version: '1.0',
      oldState: { stateValue: 'OK', stateReason: expect.stringContaining('NonBreaching') as string },
      newState: { stateValue: 'ALARM', stateReason: 'test' },
    });
  });

  it('narrows down by time and type, and goes on where a page ended', async () => {
    const { call, pass, set } = await withAlarms();
    await pass(0.5);
    await set('errors', 'ALARM');
    const ask = async (input: object) =>
      items(await call('DescribeAlarmHistory', { ...changes, ...input })).map(({ AlarmName }) => AlarmName);
    expect(await ask({ StartDate: START / 1000 + 61 })).toEqual(['errors']);
    expect(await ask({ EndDate: START / 1000 + 61, ScanBy: 'TimestampAscending' })).toEqual(['errors']);
    expect(await ask({ AlarmTypes: ['CompositeAlarm'] })).toEqual(['any', 'any']);
    const first = (await call('DescribeAlarmHistory', { ...changes, MaxRecords: 1 })) as { NextToken: string };
    expect(await ask({ MaxRecords: 1, NextToken: first.NextToken })).toEqual(['errors']);
  });

  it('stops by name at other items', async () => {
    const { call } = account();
    await expect(call('DescribeAlarmHistory')).rejects.toThrow('without HistoryItemType is not emulated');
    const action = call('DescribeAlarmHistory', { HistoryItemType: 'Action' });
    await expect(action).rejects.toThrow('with HistoryItemType Action');
  });
});

describe('what the API needs and does not know', () => {
  it('are the permissions of the Service Authorization Reference', () => {
    const { permissions } = account().cloudWatch;
    const alarm = (name: string) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;
    expect(permissions('PutMetricData', { Namespace: 'Shop' })).toEqual([
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': ['Shop'] } },
    ]);
    expect(permissions('GetMetricData', {})).toEqual([{ action: 'cloudwatch:GetMetricData', resource: '*' }]);
    expect(permissions('DescribeAlarms', {})).toEqual([{ action: 'cloudwatch:DescribeAlarms', resource: alarm('*') }]);
    expect(permissions('SetAlarmState', { AlarmName: 'a' })).toEqual([
      { action: 'cloudwatch:SetAlarmState', resource: alarm('a') },
    ]);
    expect(() => permissions('PutDashboard', {})).toThrow('cloudwatch:PutDashboard is not emulated');
  });

  it('is an operation that stops by name', async () => {
    await expect(account().call('PutDashboard')).rejects.toThrow(
      'cloudwatch:PutDashboard is not emulated. Met in a call by a role',
    );
    await expect(account().call('constructor')).rejects.toThrow('cloudwatch:constructor is not emulated');
  });
});
