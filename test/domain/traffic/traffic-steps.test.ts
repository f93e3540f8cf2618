import fc from 'fast-check';
import { shiftMinutes, type TrafficShape } from '../../../lib/domain/traffic/traffic-shape';
import { trafficSteps } from '../../../lib/domain/traffic/traffic-steps';

const shape = fc.record({
  kind: fc.constantFrom('canary' as const, 'linear' as const),
  percent: fc.integer({ min: 1, max: 99 }),
  intervalMinutes: fc.integer({ min: 1, max: 300 }),
});

describe('the steps of a shift', () => {
  it('are none where all traffic moves at once', () => {
    expect(trafficSteps({ kind: 'all-at-once' })).toEqual([]);
  });

  it('take as long as the shift, with more traffic each, and never all of it', () => {
    fc.assert(
      fc.property(shape, (given: TrafficShape) => {
        const steps = trafficSteps(given);
        expect(steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(shiftMinutes(given));
        const shares = [0, ...steps.map((step) => step.percent), 100];
        expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
      }),
    );
  });
});
