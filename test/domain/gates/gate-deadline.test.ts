import fc from 'fast-check';
import { gateDeadlineSeconds } from '../../../lib/domain/gates/gate-deadline';
import type { FunctionDefinition } from '../../../lib/domain/gates/function/function-definition';

const gate = (withinSeconds: number): FunctionDefinition => ({
  ...{ name: 'own', phase: 'before-traffic', kind: 'function' },
  withinSeconds,
});

describe('the deadline of a gate', () => {
  it.each([
    [60, 90],
    [840, 870],
    [0.5, 31],
  ])('is half a minute after its own time of %d s, in whole seconds: %d', (withinSeconds, expected) => {
    expect(gateDeadlineSeconds(gate(withinSeconds))).toBe(expected);
  });

  it('leaves every gate its own time, and the function that asks it as well', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 840, noNaN: true }), (withinSeconds) => {
        const deadline = gateDeadlineSeconds(gate(withinSeconds));
        expect(Number.isInteger(deadline)).toBe(true);
        expect(deadline).toBeGreaterThanOrEqual(withinSeconds + 30);
        expect(deadline).toBeLessThan(15 * 60);
      }),
    );
  });
});
