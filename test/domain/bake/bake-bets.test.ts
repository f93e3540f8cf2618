import fc from 'fast-check';
import {
  bakeEvidence,
  bakeMeasure,
  type BakedMinute,
  type BakeMeasure,
  type ComparedInBake,
} from '../../../lib/domain/bake/bake-bets';
import { blueBaseline, blueBounds } from '../../../lib/domain/bake/blue-baseline';
import { smallestBaked } from '../../../lib/domain/bake/bake-sight';
import { WATCH_PARAMETERS } from '../../../lib/domain/watch/watch-parameters';

const POINT = { factor: 1, extra: 0.01 };

function measureOf(
  blue: { readonly calls: number; readonly errors: number },
  of: Partial<ComparedInBake> = {},
): BakeMeasure {
  return bakeMeasure({
    blue: { ...blue, dispersion: 1 },
    ...{ tolerance: POINT, hasWarmUp: true, share: 1, minutes: 3 },
    ...of,
  });
}

function binomial(calls: number, share: number): readonly number[] {
  let chance = (1 - share) ** calls;
  return Array.from({ length: calls + 1 }, (_, errors) => {
    if (errors > 0) chance *= (((calls - errors + 1) / errors) * share) / (1 - share);
    return chance;
  });
}

const minute = (calls: number, errors: number, warmUp = false): BakedMinute => ({ calls, errors, warmUp });

/** The chance that a bake of so many minutes ever finds anything, by every outcome that blue's sample and green's minutes have. */
function chanceOfFinding(
  blueCalls: number,
  greenCalls: readonly number[],
  shares: { readonly blue: number; readonly green: number },
  of: Partial<ComparedInBake> = {},
): number {
  const ofMinute = greenCalls.map((calls) => binomial(calls, shares.green));
  return binomial(blueCalls, shares.blue).reduce((sum, chance, errors) => {
    const measure = measureOf({ calls: blueCalls, errors }, { minutes: greenCalls.length, ...of });
    const from = (seen: readonly BakedMinute[]): number => {
      if (seen.length > 0) {
        const { against, limit } = bakeEvidence(measure, seen);
        if (against >= limit) return 1;
      }
      const next = ofMinute[seen.length];
      if (!next) return 0;
      return next.reduce((all, one, count) => all + one * from([...seen, minute(greenCalls[seen.length]!, count)]), 0);
    };
    return sum + chance * from([]);
  }, 0);
}

describe('the chance that a bake puts back a green that is within the tolerance', () => {
  it.each([
    [6, [8, 8, 8], 0.05, POINT],
    [6, [20, 20], 0.02, POINT],
    [40, [12, 12], 0.3, POINT],
    [40, [12, 12], 0.5, { factor: 1, extra: 0.0001 }],
    [12, [12, 12], 0.5, { factor: 1, extra: 0.0001 }],
    [12, [5, 15, 5], 0.1, { factor: 1.5, extra: 0.0005 }],
    [80, [10, 10], 0.02, { factor: 1, extra: 0.0001 }],
    [2, [10, 10], 0.001, POINT],
  ])(
    'is that of METHODS at most: %d calls of blue, %j of green, share %d',
    (blueCalls, greenCalls, blue, tolerance) => {
      // On the very edge of what is allowed: nothing that is allowed fails more.
      const green = Math.min(1, tolerance.factor * blue + tolerance.extra);
      expect(chanceOfFinding(blueCalls, greenCalls, { blue, green }, { tolerance })).toBeLessThanOrEqual(
        WATCH_PARAMETERS.falseRegression,
      );
    },
  );

  it('would be far above it, were blue’s sample taken for what blue is', () => {
    const naive = binomial(12, 0.5).reduce((sum, chance, errors) => {
      const q = errors / 12 + 0.0001;
      const found = binomial(24, 0.5001).reduce((all, one, count) => {
        const stake = 0.35 / q;
        const log = count * Math.log1p(stake * (1 - q)) + (24 - count) * Math.log1p(-stake * q);
        return log >= Math.log(100) ? all + one : all;
      }, 0);
      return sum + chance * found;
    }, 0);
    expect(naive).toBeGreaterThan(2 * WATCH_PARAMETERS.falseRegression);
  });

  it('is a part of it for a measure that has a part of it', () => {
    const [whole, half] = [1, 0.5].map((share) =>
      chanceOfFinding(12, [12, 12], { blue: 0.5, green: 0.62 }, { share, tolerance: { factor: 1, extra: 0.0001 } }),
    );
    expect(half).toBeLessThanOrEqual(whole!);
  });

  it('holds for a certificate likewise: a green on the edge is certified in one of twenty bakes at most', () => {
    const tolerance = { factor: 1, extra: 0.3 };
    const chance = binomial(40, 0.1).reduce((sum, ofBlue, errors) => {
      const measure = measureOf({ calls: 40, errors }, { tolerance });
      const certified = binomial(40, 0.4).reduce((all, one, count) => {
        const { towards, towardsLimit } = bakeEvidence(measure, [minute(40, count)]);
        return towards >= towardsLimit ? all + one : all;
      }, 0);
      return sum + ofBlue * certified;
    }, 0);
    expect(chance).toBeLessThanOrEqual(WATCH_PARAMETERS.falseCertification);
  });
});

describe('the evidence of a bake', () => {
  const anyMinutes = fc.array(
    fc.nat(400).chain((calls) => fc.record({ calls: fc.constant(calls), errors: fc.nat(calls), warmUp: fc.boolean() })),
    { maxLength: 30 },
  );
  const anyBlue = fc.nat(5000).chain((calls) => fc.record({ calls: fc.constant(calls), errors: fc.nat(calls) }));

  it('is a number, never below nothing, whatever was counted', () => {
    fc.assert(
      fc.property(anyBlue, anyMinutes, fc.double({ min: 1, max: 50, noNaN: true }), (blue, green, dispersion) => {
        const evidence = bakeEvidence(measureOf(blue, { blue: { ...blue, dispersion }, minutes: 30 }), green);
        for (const value of Object.values(evidence)) expect(value >= 0 && Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('grows with each error of green where it fails more than it may, and never with one more of blue', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 10, max: 400 }), (errors, calls) => {
        const of = (failed: number, ofBlue: number) =>
          bakeEvidence(measureOf({ calls: 5000, errors: ofBlue }), [minute(calls, failed)]).against;
        const failed = Math.floor(calls * 0.7);
        expect(of(failed + 1, errors)).toBeGreaterThanOrEqual(of(failed, errors));
        expect(of(failed, errors + 1)).toBeLessThanOrEqual(of(failed, errors) * (1 + 1e-9));
      }),
      { numRuns: 8 },
    );
  });

  it('finds an outage in a minute, a regression of five points in some, and nothing in what blue was like', () => {
    const measure = measureOf({ calls: 5400, errors: 27 }, { minutes: 5 });
    const found = (...green: readonly BakedMinute[]) => {
      const { against, limit } = bakeEvidence(measure, green);
      return against >= limit;
    };
    expect(found(minute(600, 600, true))).toBe(true);
    expect(found(minute(600, 33, true))).toBe(false);
    expect(found(minute(600, 33, true), minute(600, 33))).toBe(true);
    expect(found(...Array.from({ length: 5 }, () => minute(600, 3)))).toBe(false);
  });

  it('sees what begins late, by capital that was held back', () => {
    const measure = measureOf({ calls: 5400, errors: 27 }, { minutes: 30 });
    const calm = Array.from({ length: 27 }, () => minute(600, 3));
    const { against, limit } = bakeEvidence(measure, [...calm, ...Array.from({ length: 2 }, () => minute(600, 36))]);
    expect(against).toBeGreaterThan(limit);
  });

  it('says nothing of a blue that had no calls', () => {
    const { against, towards } = bakeEvidence(measureOf({ calls: 0, errors: 0 }), [minute(600, 600)]);
    expect([against, towards]).toEqual([1, expect.any(Number)]);
    expect(smallestBaked(measureOf({ calls: 0, errors: 0 }), [minute(600, 0)])).toBeUndefined();
  });

  it('leaves out durations of the first minute, and waits longer where blue’s minutes differ', () => {
    const slow = [minute(600, 300, true)];
    expect(bakeEvidence(measureOf({ calls: 5400, errors: 54 }, { hasWarmUp: false }), slow).against).toBe(1);
    const [even, uneven] = [1, 4].map(
      (dispersion) =>
        bakeEvidence(measureOf({ calls: 5400, errors: 54 }, { blue: { calls: 5400, errors: 54, dispersion } }), [
          minute(600, 40),
        ]).against,
    );
    expect(uneven).toBeLessThan(even!);
  });
});

describe('what could have been seen', () => {
  it('shrinks with more calls, and is found when it comes', () => {
    const blue = { calls: 5400, errors: 27 };
    const measure = measureOf(blue, { minutes: 5 });
    const [few, many] = [60, 600].map((calls) => smallestBaked(measure, [minute(calls, 0), minute(calls, 0)]) ?? 100);
    expect(many).toBeLessThan(few!);
    const errors = Math.round(1200 * (0.005 + many! / 100));
    const { against, limit } = bakeEvidence(measure, [minute(1200, errors)]);
    expect(against).toBeGreaterThanOrEqual(limit);
  });
});

describe('what blue was like', () => {
  it('is its calls and errors, and how much its minutes differ beyond chance', () => {
    const of = (...errors: readonly number[]) =>
      blueBaseline(
        {
          calls: new Map(errors.map((_, index) => [index, 100])),
          errors: new Map(errors.map((count, index) => [index, count])),
        },
        1,
      );
    expect(of(1, 1, 1, 1)).toEqual({ calls: 400, errors: 4, dispersion: 1 });
    expect(of(0, 0, 0, 40).dispersion).toBeGreaterThan(10);
    expect(of(0, 0)).toEqual({ calls: 200, errors: 0, dispersion: 1 });
    expect(blueBaseline({ calls: new Map(), errors: new Map() }, 3)).toEqual({ calls: 0, errors: 0, dispersion: 3 });
  });

  it('is bounded so that what it is lies outside in the chance that was asked for at most', () => {
    for (const share of [0.001, 0.02, 0.3, 0.9]) {
      const outside = { above: 0, below: 0 };
      binomial(60, share).forEach((chance, errors) => {
        const { least, most } = blueBounds({ calls: 60, errors, dispersion: 1 }, 0.02);
        if (share > most) outside.above += chance;
        if (share < least) outside.below += chance;
      });
      expect(outside.above).toBeLessThanOrEqual(0.02);
      expect(outside.below).toBeLessThanOrEqual(0.02);
    }
  });

  it('takes no longer for millions of errors, and is no surer by them', () => {
    const [some, many] = [1, 1000].map((times) =>
      blueBounds({ calls: 1_000_000 * times, errors: 10_000 * times, dispersion: 1 }, 0.005),
    );
    expect(many).toEqual(some);
  });
});
