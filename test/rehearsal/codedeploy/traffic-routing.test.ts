import fc from 'fast-check';
import {
  BUILT_IN_CONFIGURATIONS,
  shiftSteps,
  type TrafficRouting,
} from '../../../lib/rehearsal/codedeploy/traffic-routing';
import cases from '../../cases/codedeploy/shift-steps.json';

const percentage = fc.integer({ min: 1, max: 99 });
const intervalMinutes = fc.integer({ min: 1, max: 2880 });

describe('the steps of a shift', () => {
  it.each(
    cases as readonly {
      readonly name: string;
      readonly routing: TrafficRouting;
      readonly expected: readonly string[];
    }[],
  )('are, for $name, $expected', ({ routing, expected }) => {
    expect(shiftSteps(routing).map(({ afterMs, weight }) => `${afterMs / 60_000} min: ${weight * 100} %`)).toEqual(
      expected,
    );
  });

  it('start at once, rise, and end with everything', () => {
    fc.assert(
      fc.property(fc.constantFrom('canary', 'linear'), percentage, intervalMinutes, (kind, percent, minutes) => {
        const steps = shiftSteps({ kind, percentage: percent, intervalMinutes: minutes });
        expect(steps[0]).toEqual({ afterMs: 0, weight: percent / 100 });
        expect(steps.at(-1)!.weight).toBe(1);
        for (const [index, step] of steps.slice(1).entries()) {
          expect(step.weight).toBeGreaterThan(steps[index]!.weight);
          expect(step.afterMs).toBe((index + 1) * minutes * 60_000);
        }
      }),
    );
  });

  it('never move more than the percentage at a time in a linear shift', () => {
    fc.assert(
      fc.property(percentage, (percent) => {
        const weights = shiftSteps({ kind: 'linear', percentage: percent, intervalMinutes: 1 }).map(
          ({ weight }) => weight,
        );
        const largest = Math.max(...weights.map((weight, index) => weight - (weights[index - 1] ?? 0)));
        expect(largest).toBeCloseTo(percent / 100, 9);
      }),
    );
  });
});

describe('the configurations that CodeDeploy brings for Lambda', () => {
  it('are these and no others', () => {
    const canary = (minutes: number) => ({ kind: 'canary', percentage: 10, intervalMinutes: minutes });
    const linear = (minutes: number) => ({ kind: 'linear', percentage: 10, intervalMinutes: minutes });
    expect(Object.fromEntries(BUILT_IN_CONFIGURATIONS)).toEqual({
      'CodeDeployDefault.LambdaAllAtOnce': { kind: 'all-at-once' },
      'CodeDeployDefault.LambdaCanary10Percent5Minutes': canary(5),
      'CodeDeployDefault.LambdaCanary10Percent10Minutes': canary(10),
      'CodeDeployDefault.LambdaCanary10Percent15Minutes': canary(15),
      'CodeDeployDefault.LambdaCanary10Percent30Minutes': canary(30),
      'CodeDeployDefault.LambdaLinear10PercentEvery1Minute': linear(1),
      'CodeDeployDefault.LambdaLinear10PercentEvery2Minutes': linear(2),
      'CodeDeployDefault.LambdaLinear10PercentEvery3Minutes': linear(3),
      'CodeDeployDefault.LambdaLinear10PercentEvery10Minutes': linear(10),
    });
  });
});
