import fc from 'fast-check';
import {
  type AlarmInput,
  type AlarmState,
  evaluateAlarm,
  type TreatMissingData,
} from '../../../../lib/rehearsal/cloudwatch/alarms/evaluate-alarm';
import tables from '../../../cases/cloudwatch/alarm-evaluation.json';

const states: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const breachOf: Readonly<Record<string, boolean>> = { X: true, '0': false };

describe.each(tables)('$source', ({ cases }) => {
  it.each(cases)('$name', ({ points, expected, treatMissingData, evaluationPeriods, datapointsToAlarm }) => {
    for (const state of states) {
      const breaches = points.split(' ').map((point) => breachOf[point]);
      const treatment = treatMissingData as TreatMissingData;
      const input = { breaches, evaluationPeriods, datapointsToAlarm, treatMissingData: treatment, state };
      expect(evaluateAlarm(input).state).toBe(expected === 'keep' ? state : expected);
    }
  });
});

const breach = fc.constantFrom(true, false, undefined);
const treatments: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const inputs: fc.Arbitrary<AlarmInput> = fc
  .record({ n: fc.integer({ min: 1, max: 6 }), extra: fc.integer({ min: 0, max: 4 }) })
  .chain(({ n, extra }) =>
    fc.record({
      breaches: fc.array(breach, { minLength: n + extra, maxLength: n + extra }),
      evaluationPeriods: fc.constant(n),
      datapointsToAlarm: fc.integer({ min: 1, max: n }),
      treatMissingData: fc.constantFrom(...treatments),
      state: fc.constantFrom(...states),
    }),
  );

const realBreaches = (input: AlarmInput) => input.breaches.filter((value) => value === true).length;

describe('evaluating an alarm', () => {
  it('never leaves ALARM because one more datapoint breaches', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), (input, seed) => {
        const good = input.breaches.flatMap((value, position) => (value === false ? [position] : []));
        fc.pre(good.length > 0);
        const worse = input.breaches.map((value, position) => (position === good[seed % good.length] ? true : value));
        fc.pre(evaluateAlarm(input).state === 'ALARM');
        expect(evaluateAlarm({ ...input, breaches: worse, state: 'ALARM' }).state).toBe('ALARM');
      }),
    );
  });

  it('never alarms on fewer real breaches than it takes, where missing data is not breaching', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { state } = evaluateAlarm({ ...input, treatMissingData: 'notBreaching' });
        expect(state === 'ALARM' && realBreaches(input) < input.datapointsToAlarm).toBe(false);
      }),
    );
  });

  it('is never OK without a good datapoint, where missing data is breaching', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        fc.pre(!input.breaches.includes(false));
        expect(evaluateAlarm({ ...input, treatMissingData: 'breaching' }).state).toBe('ALARM');
      }),
    );
  });

  it('does not ask how missing data is treated while enough datapoints are real', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        fc.pre(input.breaches.filter((value) => value !== undefined).length >= input.evaluationPeriods);
        const answers = new Set(
          treatments.map((treatMissingData) => evaluateAlarm({ ...input, treatMissingData }).state),
        );
        expect(answers.size).toBe(1);
      }),
    );
  });

  it('has INSUFFICIENT_DATA only without any real datapoint, or where it was so before', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { state, considered } = evaluateAlarm(input);
        expect(state === 'INSUFFICIENT_DATA' && considered.length > 0 && input.state !== state).toBe(false);
      }),
    );
  });

  it('makes up the evaluation periods from real datapoints first', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { considered, missing } = evaluateAlarm(input);
        const real = input.breaches.filter((value) => value !== undefined).length;
        expect(considered).toHaveLength(Math.min(real, input.evaluationPeriods));
        expect(considered.length + missing).toBe(input.evaluationPeriods);
      }),
    );
  });
});
