import fc from 'fast-check';
import {
  builtInConfiguration,
  shapeProblems,
  shiftMinutes,
  type TrafficShape,
} from '../../../lib/domain/traffic/traffic-shape';
import cases from '../../cases/traffic/shapes.json';

describe('a traffic shape', () => {
  it.each(cases)('has its problems said: $name', ({ shape, problems }) => {
    expect(shapeProblems(shape as TrafficShape)).toEqual(problems);
  });

  it.each(cases.filter((one) => one.minutes !== undefined))('takes its time: $name', ({ shape, minutes }) => {
    expect(shiftMinutes(shape as TrafficShape)).toBe(minutes);
  });

  it.each(cases)('is known to CodeDeploy by a name only where it has one: $name', ({ shape, builtIn }) => {
    expect(builtInConfiguration(shape as TrafficShape)).toBe(builtIn);
  });
});

const percent = fc.integer({ min: 1, max: 99 });
const intervalMinutes = fc.integer({ min: 1, max: 3000 });
const linear = fc.record({ kind: fc.constant('linear' as const), percent, intervalMinutes });
const canary = fc.record({ kind: fc.constant('canary' as const), percent, intervalMinutes });

describe('the minutes of a shift', () => {
  it('are one interval at least, and for a linear shift no more than 99', () => {
    fc.assert(
      fc.property(fc.oneof(linear, canary), (shape) => {
        const intervals = shiftMinutes(shape) / shape.intervalMinutes;
        expect(Number.isInteger(intervals)).toBe(true);
        expect(intervals).toBeGreaterThanOrEqual(1);
        expect(intervals).toBeLessThanOrEqual(shape.kind === 'canary' ? 1 : 99);
      }),
    );
  });

  it('are, for a linear shift, just enough steps for all of the traffic', () => {
    fc.assert(
      fc.property(linear, (shape) => {
        const steps = shiftMinutes(shape) / shape.intervalMinutes + 1;
        expect(steps * shape.percent).toBeGreaterThanOrEqual(100);
        expect((steps - 1) * shape.percent).toBeLessThan(100);
      }),
    );
  });

  it('never grow because a step is larger', () => {
    fc.assert(
      fc.property(linear, percent, (shape, other) => {
        fc.pre(other > shape.percent);
        expect(shiftMinutes({ ...shape, percent: other })).toBeLessThanOrEqual(shiftMinutes(shape));
      }),
    );
  });

  it('are refused exactly where they are more than 48 hours', () => {
    fc.assert(
      fc.property(fc.oneof(linear, canary), (shape) => {
        expect(shapeProblems(shape)).toHaveLength(shiftMinutes(shape) > 48 * 60 ? 1 : 0);
      }),
    );
  });
});
