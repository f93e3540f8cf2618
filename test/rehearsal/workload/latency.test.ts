import fc from 'fast-check';
import { latencyAt } from '../../../lib/rehearsal/workload/latency';

const quantile = fc.double({ min: 0, max: 1, noNaN: true });
const latency = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
  .map(([p50, more, most]) => ({ p50, p90: p50 + more, p99: p50 + more + most }));

describe('a latency', () => {
  it.each([
    [0, 50],
    [0.25, 75],
    [0.5, 100],
    [0.7, 150],
    [0.9, 200],
    [0.99, 400],
    [1, 600],
  ])('is, at the quantile %d, %d ms', (at, expected) => {
    expect(latencyAt(at, { p50: 100, p90: 200, p99: 400 })).toBeCloseTo(expected, 9);
  });

  it('never falls as the quantile rises', () => {
    fc.assert(
      fc.property(quantile, quantile, latency, (one, other, percentiles) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(latencyAt(low, percentiles)).toBeLessThanOrEqual(latencyAt(high, percentiles) + 1e-9);
      }),
    );
  });

  it('stays between half the median and one and a half times the 99th percentile', () => {
    fc.assert(
      fc.property(quantile, latency, (at, percentiles) => {
        const ms = latencyAt(at, percentiles);
        expect(ms).toBeGreaterThanOrEqual(percentiles.p50 / 2 - 1e-9);
        expect(ms).toBeLessThanOrEqual(percentiles.p99 * 1.5 + 1e-9);
      }),
    );
  });

  it('has the percentiles that were asked for', () => {
    const percentiles = { p50: 120, p90: 260, p99: 480 };
    const sorted = Array.from({ length: 10_000 }, (_, index) => latencyAt((index + 0.5) / 10_000, percentiles));
    expect(sorted[5000]).toBeCloseTo(120, 0);
    expect(sorted[9000]).toBeCloseTo(260, 0);
    expect(Math.abs(sorted[9900]! - 480)).toBeLessThan(2);
  });
});
