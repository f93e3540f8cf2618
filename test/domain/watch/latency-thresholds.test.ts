import { latencyThresholds } from '../../../lib/domain/watch/latency-thresholds';
import { sharesOf } from '../../../lib/domain/watch/shares';

describe('the durations that calls are compared with', () => {
  /** Durations that are spread evenly from 100 ms to 500 ms. */
  const even = {
    percentile: (percentile: number) => 100 + 4 * percentile,
    shareAbove: (ms: number) => Math.min(1, Math.max(0, (500 - ms) / 400)),
  };

  it('lie above the three percentiles, and allow green to be that much slower', () => {
    const [median, ninetieth, last] = latencyThresholds(even);
    expect(median!.ms).toBeCloseTo(330, 9);
    expect(median!.tolerance.extra).toBeCloseTo(0.5 - 170 / 400, 9);
    expect(ninetieth!.ms).toBeCloseTo(529, 9);
    expect(ninetieth!.tolerance.extra).toBeCloseTo(0.1, 9);
    expect(last).toEqual({ ms: 546, tolerance: { factor: 1, extra: 0.01 } });
  });

  it('allow nothing more where the history has more slow calls than its percentile says', () => {
    expect(latencyThresholds({ ...even, shareAbove: () => 0.6 }).map(({ tolerance }) => tolerance.extra)).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('what each measure gets of the allowed chance', () => {
  it.each([
    [['errors'], [1]],
    [
      ['errors', 'latency'],
      [4 / 7, 3 / 7],
    ],
    [
      ['errors', 'latency', 'latency', 'latency'],
      [4 / 7, 1 / 7, 1 / 7, 1 / 7],
    ],
    [
      ['errors', 'latency', 'throttling', 'custom'],
      [0.4, 0.3, 0.1, 0.2],
    ],
  ] as const)('%j', (kinds, expected) => {
    const shares = sharesOf(kinds);
    expect(shares.every((share, index) => Math.abs(share - expected[index]!) < 1e-12)).toBe(true);
    expect(shares.length).toBe(expected.length);
  });
});
