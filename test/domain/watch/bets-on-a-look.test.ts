import fc from 'fast-check';
import { largestCertifyingStake, logCertificationFactor } from '../../../lib/domain/watch/certification-bet';
import type { AddedCounts } from '../../../lib/domain/watch/look';
import { largestStake, logRegressionFactor } from '../../../lib/domain/watch/regression-bet';
import type { Tolerance } from '../../../lib/domain/watch/tolerance';
import { mean, ofCalls, ofRouting } from './every-outcome';

const share = fc.double({ min: 0.02, max: 0.95, noNaN: true });
const part = fc.constantFrom(0.04, 0.3, 0.6, 0.95, 0.999);
const tolerances = fc.record({
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  extra: fc.double({ min: 0, max: 0.2, noNaN: true }),
});
const few = fc.integer({ min: 0, max: 7 });
const onTheEdge = (blue: number, { factor, extra }: Tolerance) => Math.min(1, factor * blue + extra);

const regression = (of: number, part_: number, tolerance: Tolerance) => (added: AddedCounts) =>
  Math.exp(logRegressionFactor(added, of, part_ * largestStake(of, tolerance), tolerance));
const certification = (of: number, part_: number, tolerance: Tolerance) => (added: AddedCounts) =>
  Math.exp(logCertificationFactor(added, of, part_ * largestCertifyingStake(of, tolerance), tolerance));

describe('a bet on a regression', () => {
  it('wins nothing on average with a green on the edge of the tolerance, however the calls were split', () => {
    fc.assert(
      fc.property(few, few, share, part, tolerances, (blue, green, failing, staked, tolerance) => {
        fc.pre(blue > 0 && green > 0);
        const truth = { blue: failing, green: onTheEdge(failing, tolerance) };
        const bet = regression(green / (blue + green), staked, tolerance);
        expect(mean(ofCalls({ blue, green }, truth), bet)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('wins nothing on average by the configured weight, where calls are routed by chance', () => {
    fc.assert(
      fc.property(few, share, share, part, tolerances, (calls, weight, failing, staked, tolerance) => {
        const truth = { blue: failing, green: onTheEdge(failing, tolerance) };
        const winnings = mean(ofRouting(calls, weight, truth), regression(weight, staked, tolerance));
        expect(winnings).toBeLessThanOrEqual(1 + 1e-9);
        // Exactly nothing where the edge is not cut off at 100 %: the tolerance is used up and not more.
        // eslint-disable-next-line jest/no-conditional-expect -- only there is it exact
        if (truth.green < 1) expect(winnings).toBeCloseTo(1, 9);
      }),
    );
  });

  it('wins where green is beyond the tolerance, so that the mean would show a bet that is too good', () => {
    const tolerance = { factor: 1, extra: 0 };
    const beyond = mean(ofRouting(7, 0.5, { blue: 0.1, green: 0.5 }), regression(0.5, 0.6, tolerance));
    expect(beyond).toBeGreaterThan(1.5);
  });

  it('wins on average as soon as the stake knows the errors, so that the mean would show it', () => {
    const tolerance = { factor: 1, extra: 0 };
    const peeking = (added: AddedCounts) =>
      regression(0.5, added.green.errors > added.blue.errors ? 0.95 : 0.04, tolerance)(added);
    expect(mean(ofRouting(7, 0.5, { blue: 0.3, green: 0.3 }), peeking)).toBeGreaterThan(1.2);
  });

  it('wins as much in two looks as in one look at both', () => {
    const counts = fc.record({ blue: arm(), green: arm() });
    fc.assert(
      fc.property(counts, counts, share, part, tolerances, (first, second, of, staked, tolerance) => {
        const log = (added: AddedCounts) =>
          logRegressionFactor(added, of, staked * largestStake(of, tolerance), tolerance);
        const apart = log(first) + log(second);
        expect(log(both(first, second)) - apart).toBeCloseTo(0, 6);
      }),
    );
  });

  it('says nothing about an incident that hits both versions alike, where nothing is tolerated', () => {
    const added = { blue: { calls: 900, errors: 450 }, green: { calls: 100, errors: 50 } };
    expect(regression(0.1, 0.3, { factor: 1, extra: 0 })(added)).toBeLessThan(1);
  });
});

describe('a bet on a certificate', () => {
  it('wins nothing on average with a green on the edge, by routing or by the split that was', () => {
    fc.assert(
      fc.property(few, share, share, part, tolerances, (calls, weight, failing, staked, tolerance) => {
        fc.pre(tolerance.extra < 1 / weight);
        const green = failing * tolerance.factor + tolerance.extra;
        fc.pre(green <= 1);
        const bet = certification(weight, staked, tolerance);
        expect(mean(ofRouting(calls, weight, { blue: failing, green }), bet)).toBeCloseTo(1, 8);
      }),
    );
    fc.assert(
      fc.property(few, few, share, part, (blue, green, failing, staked) => {
        fc.pre(blue > 0 && green > 0);
        const tolerance = { factor: 1, extra: 0.01 };
        const truth = { blue: failing, green: failing + 0.01 };
        const bet = certification(green / (blue + green), staked, tolerance);
        expect(mean(ofCalls({ blue, green }, truth), bet)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('loses on average with a green that is worse than the edge', () => {
    const tolerance = { factor: 1, extra: 0.01 };
    const winnings = mean(ofRouting(7, 0.5, { blue: 0.1, green: 0.3 }), certification(0.5, 0.6, tolerance));
    expect(winnings).toBeLessThan(0.9);
  });
});

function arm() {
  return fc
    .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    .map(([one, other]) => ({ calls: Math.max(one, other), errors: Math.min(one, other) }));
}

function both(first: AddedCounts, second: AddedCounts): AddedCounts {
  const sum = (version: 'blue' | 'green') => ({
    calls: first[version].calls + second[version].calls,
    errors: first[version].errors + second[version].errors,
  });
  return { blue: sum('blue'), green: sum('green') };
}
