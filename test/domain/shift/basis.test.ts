import { durationBasis, shareBasis, slowAbove } from '../../../lib/domain/shift/basis';
import { slowOf } from '../../../lib/domain/shift/arm-statistics';
import { shareTolerance } from '../../../lib/domain/shift/watch-plan';
import { isComparing, type ComparingGate } from '../../../lib/domain/shift/streams';
import type { WatchedGate } from '../../../lib/domain/shift/watch-plan';
import { at, BEGAN, errorGate, latencyGate } from './example-shift';

const comparing = (gate: WatchedGate): ComparingGate => {
  if (!isComparing(gate)) throw new Error('It compares nothing.');
  return gate;
};
const errors = comparing(errorGate('errors'));
const slow = comparing(latencyGate('slow'));
const series = (values: readonly number[], first = -values.length) =>
  new Map(values.map((value, index) => [at(first + index), value]));

describe('by what failing calls are compared', () => {
  it('is what is allowed, and how blue failed before', () => {
    const failures = series([0, 10, 0, 10, 0, 10]);
    expect(shareBasis(errors, { calls: series(Array(6).fill(100)), failures }, BEGAN)).toEqual({
      ...{ from: 'history', tolerance: { factor: 1, extra: 0.01 }, countsFrom: BEGAN },
      // (10 + 5 · 100) / (10 + 5 · 10)
      dispersion: 8.5,
    });
  });

  it('knows a minute without failures by its calls, and minutes by their time', () => {
    const failures = new Map([...series([10], -3), ...series([10], -5), ...series([10], -1)]);
    const calls = series(Array(6).fill(100));
    expect(shareBasis(errors, { calls, failures }, BEGAN)?.dispersion).toBe(8.5);
  });

  it('has no history where nobody called before', () => {
    expect(shareBasis(errors, { calls: new Map(), failures: new Map() }, BEGAN)).toMatchObject({
      ...{ from: 'first-minutes', dispersion: 1 },
    });
    const calm = shareBasis(errors, { calls: series([5]), failures: new Map() }, BEGAN);
    expect(calm?.from).toBe('history');
  });

  it.each([
    [
      { kind: 'points', points: 2 },
      { factor: 1, extra: 0.02 },
    ],
    [
      { kind: 'factor', factor: 10 },
      { factor: 10, extra: 0.0005 },
    ],
    [
      { kind: 'percent', percent: 50 },
      { factor: 1.5, extra: 0.0005 },
    ],
  ] as const)('allows %j as %j', (increase, tolerance) => {
    expect(shareTolerance(increase)).toEqual(tolerance);
  });
});

describe('by what slow calls are compared', () => {
  it('is above what blue had at the percentile, with what is allowed on top, by all its calls', () => {
    expect(slowAbove(slow, series([900, 100]), series([400, 500]))).toEqual({ blueMs: 410, slowAboveMs: 610 });
  });

  it('is not known by too few calls', () => {
    expect(slowAbove(slow, series([60, 39]), series([400, 500]))).toBeUndefined();
    expect(slowAbove(slow, series([60, 40]), series([400, 500]))).toBeDefined();
    expect(slowAbove(slow, new Map(), series([400]))).toBeUndefined();
  });

  const known = { from: 'history', countsFrom: BEGAN } as const;
  const limit = { blueMs: 410, slowAboveMs: 610 };

  it('leaves green what blue itself has not used up', () => {
    const basis = durationBasis(slow, limit, { calls: series([1000, 1000]), ranks: series([99.8, 99.4]) }, known);
    // 2 and 6 of 2,000 are slow: 0.4 %, of 1 %.
    expect(basis?.tolerance.factor).toBe(1);
    expect(basis?.tolerance.extra).toBeCloseTo(0.006, 12);
    expect(basis).toMatchObject({ ...limit, ...known });
  });

  it('leaves it nothing where blue has more than that', () => {
    const basis = durationBasis(slow, limit, { calls: series([1000]), ranks: series([95]) }, known);
    expect(basis?.tolerance).toEqual({ factor: 1, extra: 0 });
  });

  it('knows clusters of slow calls by the history alone, in the order of time', () => {
    const calls = series(Array(6).fill(1000));
    const ranks = new Map([...series([99], -5), ...series([99], -3), ...series([99], -1), ...series([100, 100], -2)]);
    ranks.set(at(-6), 100).set(at(-4), 100).set(at(-2), 100).set(at(-1), 99);
    expect(durationBasis(slow, limit, { calls, ranks }, known)?.dispersion).toBe(8.5);
    const first = { ...known, from: 'first-minutes' } as const;
    expect(durationBasis(slow, limit, { calls, ranks }, first)?.dispersion).toBe(1);
  });

  it('counts calls by their rank', () => {
    expect([slowOf(200, 99), slowOf(200, 100), slowOf(7, 50), slowOf(200)]).toEqual([2, 0, 4, 0]);
  });
});
