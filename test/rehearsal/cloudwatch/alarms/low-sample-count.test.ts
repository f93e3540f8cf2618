import { samplesNeeded } from '../../../../lib/rehearsal/cloudwatch/alarms/low-sample-count';

describe('the samples a percentile needs', () => {
  it.each([
    [99.9, 10_000],
    [99, 1000],
    [97, 334],
    [95, 200],
    [50, 20],
    [25, 40],
    [1, 1000],
  ])('are, at p%p, %i', (percentile, expected) => {
    expect(samplesNeeded(percentile)).toBe(expected);
  });

  it('are never enough at p100', () => {
    expect(samplesNeeded(100)).toBe(Infinity);
  });
});
