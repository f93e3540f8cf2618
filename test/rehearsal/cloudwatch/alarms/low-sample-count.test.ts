import { samplesNeeded } from '../../../../lib/rehearsal/cloudwatch/alarms/low-sample-count';
import tables from '../../../cases/cloudwatch/low-samples.json';

describe.each(tables)('$source', ({ cases }) => {
  it.each(cases)('$name', ({ percentile, expected }) => {
    expect(samplesNeeded(percentile)).toBe(expected);
  });
});

describe('the samples a percentile needs', () => {
  it('are never enough at p100', () => {
    expect(samplesNeeded(100)).toBe(Infinity);
  });
});
