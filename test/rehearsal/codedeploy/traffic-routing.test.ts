import fc from 'fast-check';
import { CODEDEPLOY_DEFAULTS } from '../../../lib/rehearsal/codedeploy/codedeploy-options';
import {
  BUILT_IN_CONFIGURATIONS,
  isPossible,
  shiftOf,
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
    expect(
      shiftOf(routing, CODEDEPLOY_DEFAULTS).steps.map(
        ({ afterMs, weight }) => `${afterMs / 60_000} min: ${weight * 100} %`,
      ),
    ).toEqual(expected);
  });

  it('start at once, rise, and end with everything', () => {
    fc.assert(
      fc.property(fc.constantFrom('canary', 'linear'), percentage, intervalMinutes, (kind, percent, minutes) => {
        const steps = shiftOf({ kind, percentage: percent, intervalMinutes: minutes }, CODEDEPLOY_DEFAULTS).steps;
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
        const weights = shiftOf(
          { kind: 'linear', percentage: percent, intervalMinutes: 1 },
          CODEDEPLOY_DEFAULTS,
        ).steps.map(({ weight }) => weight);
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

describe('what the documentation of a linear shift leaves open', () => {
  const thirty: TrafficRouting = { kind: 'linear', percentage: 30, intervalMinutes: 2 };

  it('is, of the remainder, that it moves with the last step', () => {
    const { steps, durationMs } = shiftOf(thirty, { linearRemainder: 'with-last-step', linearTrailingWait: false });
    expect(steps.map(({ weight }) => weight)).toEqual([0.3, 0.6, 1]);
    expect(durationMs).toBe(4 * 60_000);
  });

  it('is, of the end, that it waits one interval more, which a canary never does', () => {
    const choices = { linearRemainder: 'own-step', linearTrailingWait: true } as const;
    expect(shiftOf(thirty, choices).durationMs).toBe(8 * 60_000);
    expect(shiftOf({ kind: 'canary', percentage: 30, intervalMinutes: 2 }, choices).durationMs).toBe(2 * 60_000);
  });

  it('never changes how much moves in all', () => {
    fc.assert(
      fc.property(percentage, fc.constantFrom('own-step', 'with-last-step'), (percent, linearRemainder) => {
        const routing: TrafficRouting = { kind: 'linear', percentage: percent, intervalMinutes: 1 };
        const { steps } = shiftOf(routing, { linearRemainder, linearTrailingWait: false });
        expect(steps.at(-1)!.weight).toBe(1);
        expect(new Set(steps.map(({ weight }) => weight)).size).toBe(steps.length);
      }),
    );
  });
});

describe('a configuration of one’s own', () => {
  it.each([
    [{ kind: 'canary', percentage: 99, intervalMinutes: 2880 }, true],
    [{ kind: 'canary', percentage: 100, intervalMinutes: 5 }, false],
    [{ kind: 'canary', percentage: 0, intervalMinutes: 5 }, false],
    [{ kind: 'canary', percentage: 10, intervalMinutes: 2881 }, false],
    [{ kind: 'canary', percentage: 10, intervalMinutes: 0 }, false],
    [{ kind: 'canary', percentage: 12.5, intervalMinutes: 5 }, false],
    [{ kind: 'linear', percentage: 10, intervalMinutes: 320 }, true],
    [{ kind: 'linear', percentage: 10, intervalMinutes: 321 }, false],
    [{ kind: 'linear', percentage: 10, intervalMinutes: 1.5 }, false],
    [{ kind: 'all-at-once' }, true],
  ] as readonly (readonly [TrafficRouting, boolean])[])('%j is possible: %s', (routing, expected) => {
    expect(isPossible(routing)).toBe(expected);
  });
});
