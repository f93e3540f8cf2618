import { type AlarmStateChange } from '../../../../lib/rehearsal/cloudwatch/alarms/alarm';
import { account, context, errorAlarm, START } from '../account';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:topic';

async function withTwo(act?: jest.Mock) {
  const given = account({}, act);
  for (const AlarmName of ['a', 'b']) await given.create({ AlarmName, TreatMissingData: 'ignore' });
  return given;
}

describe('a composite alarm', () => {
  it('gives its name and ARN, starts with INSUFFICIENT_DATA and is evaluated at once', async () => {
    const { cloudWatch, combine, pass } = await withTwo();
    expect(await combine('any', 'ALARM(a) OR ALARM(b)', { AlarmDescription: 'either' })).toEqual({
      id: 'any',
      attributes: { Arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:any' },
    });
    expect(cloudWatch.alarm('any')).toMatchObject({
      kind: 'composite',
      state: 'INSUFFICIENT_DATA',
      description: 'either',
    });
    await pass(0);
    expect(cloudWatch.alarm('any')).toMatchObject({ state: 'OK', since: START });
  });

  it('changes in the moment a child does, after it, and names it', async () => {
    const { cloudWatch, combine, pass, set } = await withTwo();
    await combine('any', 'ALARM(a) OR ALARM(b)');
    await pass(0);
    const changes: AlarmStateChange[] = [];
    cloudWatch.onStateChange((change) => changes.push(change));
    await set('b', 'ALARM');
    expect(changes).toEqual([
      expect.objectContaining({ alarm: 'b', to: 'ALARM' }),
      {
        alarm: 'any',
        from: 'OK',
        to: 'ALARM',
        at: START,
        reason:
          'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:b transitioned to ALARM at Thursday 15 January, 2026 12:00:00 UTC',
      },
    ]);
    expect(cloudWatch.states(['any', 'a'])).toEqual(
      new Map([
        ['any', 'ALARM'],
        ['a', 'INSUFFICIENT_DATA'],
      ]),
    );
  });

  it('may watch a composite alarm', async () => {
    const { cloudWatch, combine, pass, set } = await withTwo();
    await combine('inner', 'ALARM(a)');
    await combine('outer', 'ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:inner")');
    await pass(0);
    await set('a', 'ALARM');
    expect(cloudWatch.alarm('outer')?.state).toBe('ALARM');
    await set('a', 'OK');
    expect(cloudWatch.alarm('outer')?.state).toBe('OK');
  });

  it('follows a new rule at once', async () => {
    const { cloudWatch, composites, combine, pass } = await withTwo();
    const physical = await combine('any', 'ALARM(a)');
    await pass(0);
    const previous = { AlarmName: 'any', AlarmRule: 'ALARM(a)' };
    await composites.update({ physical, previous, next: { ...previous, AlarmRule: 'TRUE' } }, context);
    expect(cloudWatch.alarm('any')?.state).toBe('OK');
    await pass(0);
    expect(cloudWatch.alarm('any')).toMatchObject({ state: 'ALARM', reason: 'The alarm rule is met as it was saved.' });
  });

  it('keeps a state that was set until a child changes', async () => {
    const { cloudWatch, combine, pass, set } = await withTwo();
    await combine('any', 'ALARM(a) OR ALARM(b)');
    await pass(0);
    await set('any', 'ALARM');
    await pass(30);
    expect(cloudWatch.alarm('any')?.state).toBe('ALARM');
    await set('a', 'OK');
    expect(cloudWatch.alarm('any')?.state).toBe('OK');
  });

  it('needs its children to exist, and keeps them from being deleted', async () => {
    const { cloudWatch, composites, combine, create } = await withTwo();
    await expect(combine('any', 'ALARM(a) OR ALARM(z)')).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Could not save the composite alarm as alarms [z] in the alarm rule do not exist',
    });
    const physical = await combine('any', 'ALARM(a)');
    const child = { id: 'a', attributes: {} };
    await expect(cloudWatch.provider.remove(child, errorAlarm, context)).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Cannot delete a as there are composite alarm(s) depending on it.',
    });
    await composites.remove(physical, { AlarmRule: 'ALARM(a)' }, context);
    await cloudWatch.provider.remove(child, errorAlarm, context);
    expect(cloudWatch.alarms().map(({ name }) => name)).toEqual(['b']);
    await expect(create({ AlarmName: 'b' })).rejects.toMatchObject({ code: 'AlreadyExists' });
  });

  it('stops by name at a cycle', async () => {
    const { composites, combine } = await withTwo();
    const physical = await combine('inner', 'ALARM(a)');
    await combine('outer', 'ALARM(inner)');
    const previous = { AlarmName: 'inner', AlarmRule: 'ALARM(a)' };
    const cycle = { physical, previous, next: { ...previous, AlarmRule: 'ALARM(outer)' } };
    await expect(composites.update(cycle, context)).rejects.toThrow('A cycle of composite alarms');
  });

  it('watches at most 100 alarms', async () => {
    const { combine } = await withTwo();
    const rule = Array.from({ length: 101 }, (_, number) => `ALARM(a${number})`).join(' OR ');
    await expect(combine('any', rule)).rejects.toThrow('at most 100 alarms, got: 101');
  });

  it.each([
    ['a suppressor without its periods', { ActionsSuppressor: 'a' }, 'needs both'],
    ['periods without a suppressor', { ActionsSuppressorWaitPeriod: 60 }, 'need an ActionsSuppressor'],
    [
      'a suppressor that does not exist',
      { ActionsSuppressor: 'z', ActionsSuppressorWaitPeriod: 1, ActionsSuppressorExtensionPeriod: 1 },
      'The ActionsSuppressor z does not exist',
    ],
    [
      'actions that nobody takes',
      { AlarmActions: [TOPIC] },
      'A non-empty AlarmActions of AWS::CloudWatch::CompositeAlarm',
    ],
    ['a property that is not emulated', { Colour: 'red' }, 'Property Colour'],
  ])('refuses %s', async (_, properties, message) => {
    const { combine } = await withTwo();
    await expect(combine('any', 'ALARM(a)', properties)).rejects.toThrow(message);
  });
});

describe('the suppressed actions of a composite alarm', () => {
  const periods = { ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 180 };

  async function suppressed() {
    const act = jest.fn();
    const given = await withTwo(act);
    await given.set('a', 'OK');
    await given.combine('any', 'ALARM(a)', {
      ...periods,
      ActionsSuppressor: 'b',
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
    });
    await given.pass(0);
    act.mockClear();
    const states = () => act.mock.calls.map(([, told]) => (told as { NewStateValue: string }).NewStateValue);
    const by = async () => {
      const answer = await given.call('DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] });
      return (answer as { CompositeAlarms: { ActionsSuppressedBy?: string }[] }).CompositeAlarms[0]
        ?.ActionsSuppressedBy;
    };
    return { ...given, states, by };
  }

  it('are taken when the wait period is over and the suppressor has not gone off; the state does not wait', async () => {
    const { by, cloudWatch, pass, set, states } = await suppressed();
    await set('a', 'ALARM');
    expect(cloudWatch.alarm('any')?.state).toBe('ALARM');
    expect(await by()).toBe('WaitPeriod');
    await pass(1.99);
    expect(states()).toEqual([]);
    await pass(0.01);
    expect(states()).toEqual(['ALARM']);
    expect(await by()).toBeUndefined();
    await set('a', 'OK');
    expect(states()).toEqual(['ALARM', 'OK']);
  });

  it('are not taken while the suppressor is in ALARM, and then only after the extension period', async () => {
    const { by, pass, set, states } = await suppressed();
    await set('a', 'ALARM');
    await pass(1);
    await set('b', 'ALARM');
    expect(await by()).toBe('Alarm');
    await pass(30);
    expect(states()).toEqual([]);
    await set('b', 'OK');
    expect(await by()).toBe('ExtensionPeriod');
    await pass(2.99);
    expect(states()).toEqual([]);
    await pass(0.01);
    expect(states()).toEqual(['ALARM']);
  });

  it('are never taken where the alarm came back in the meantime', async () => {
    const { cloudWatch, pass, set, states } = await suppressed();
    await set('b', 'ALARM');
    await set('a', 'ALARM');
    await set('a', 'OK');
    await set('b', 'OK');
    await pass(10);
    expect(cloudWatch.alarm('any')?.state).toBe('OK');
    expect(states()).toEqual([]);
  });

  it('keep their suppressor from being deleted', async () => {
    const { cloudWatch } = await suppressed();
    const removal = cloudWatch.provider.remove({ id: 'b', attributes: {} }, errorAlarm, context);
    await expect(removal).rejects.toThrow('Deleting the alarm b that suppresses the actions of any');
  });
});
