import { account, context, errorAlarm, errors, MINUTE, START } from '../account';

const SECOND = 1000;
const HOUR = 60;

describe('a high-resolution alarm', () => {
  it('is evaluated every ten seconds over metrics of high resolution', async () => {
    const { cloudWatch, create, pass } = account();
    await create({ Period: 10 });
    cloudWatch.metrics.record(errors, START + 3 * SECOND, 9, { resolution: 1 });
    await pass(19 / 60);
    expect(cloudWatch.alarm('errors')?.state).toBe('INSUFFICIENT_DATA');
    await pass(1 / 60);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + 20 * SECOND });
  });

  it('lapses into INSUFFICIENT_DATA on metrics of a minute', async () => {
    const { cloudWatch, create, pass, recordErrors, set } = account();
    await create({ Period: 10 });
    for (let minute = 0; minute < 10; minute++) recordErrors(minute, 9);
    await set('errors', 'ALARM');
    await pass(10);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'INSUFFICIENT_DATA', since: START + 10 * SECOND });
  });

  it('sees a metric of a minute at its start alone, where it looks back far enough', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ Period: 30, EvaluationPeriods: 10, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' });
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + 2 * MINUTE });
  });

  it('that is changed to a minute is evaluated by the minute', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    const physical = await create({ Period: 10, TreatMissingData: 'ignore' });
    await cloudWatch.provider.update({ physical, previous: { ...errorAlarm, Period: 10 }, next: errorAlarm }, context);
    recordErrors(0, 9);
    await pass(2);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + 2 * MINUTE });
  });
});

describe('an alarm over more than a day', () => {
  it('is evaluated every hour', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ Period: 3600, EvaluationPeriods: 25, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' });
    recordErrors(0, 9);
    await pass(59);
    expect(cloudWatch.alarm('errors')?.state).toBe('INSUFFICIENT_DATA');
    await pass(1);
    expect(cloudWatch.alarm('errors')).toMatchObject({ state: 'ALARM', since: START + HOUR * MINUTE });
  });

  it('still sees after a day what it looks back to', async () => {
    const { cloudWatch, create, pass, recordErrors } = account();
    await create({ Period: 3600, EvaluationPeriods: 25, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' });
    recordErrors(0, 9);
    for (let hour = 1; hour <= 24; hour++) {
      await pass(HOUR);
      recordErrors(hour * HOUR, 0);
    }
    expect(cloudWatch.alarm('errors')?.state).toBe('ALARM');
  });
});

describe('a run of 24 hours', () => {
  it('holds no more values at its end than after four hours, and reads no more at each evaluation', async () => {
    const { cloudWatch, create, simulation } = account();
    await create({ EvaluationPeriods: 3 });
    const read = jest.spyOn(cloudWatch.metrics, 'read');
    const playHours = (hours: number) =>
      simulation.run(async () => {
        for (let minute = 0; minute < hours * HOUR; minute++) {
          cloudWatch.metrics.record(errors, simulation.now, 1);
          await simulation.sleep(MINUTE);
        }
      });
    await playHours(4);
    const early = cloudWatch.metrics.size.open;
    await playHours(20);
    expect(early).toBeLessThanOrEqual(4 * HOUR + 11);
    expect(cloudWatch.metrics.size.open).toBeLessThanOrEqual(early + 10);
    expect(read.mock.calls.length).toBeLessThanOrEqual(24 * HOUR);
    expect(new Set(read.mock.calls.map(([{ periods }]) => periods))).toEqual(new Set([5]));
  });
});
