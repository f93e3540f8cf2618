import { isPercentile, percentOf } from '../metrics/statistic';
import { type AlarmDatapoint } from './alarm-datapoints';
import { type AlarmDefinition } from './alarm-definition';

/**
 * Whether a percentile alarm set to `ignore` must keep its state, as one of the datapoints that count has too few samples
 * to say anything (CloudWatch User Guide, "Percentile-based CloudWatch alarms and low data samples").
 */
export function hasTooFewSamples(definition: AlarmDefinition, considered: readonly AlarmDatapoint[]): boolean {
  const { source, lowSamplePercentile } = definition;
  if (lowSamplePercentile === 'evaluate' || source.kind !== 'metric' || !isPercentile(source.statistic)) return false;
  const needed = samplesNeeded(percentOf(source.statistic));
  return considered.some(({ sampleCount }) => sampleCount !== undefined && sampleCount < needed);
}

/** 10/(1-p) samples from the median up, 10/p below it: 1000 for p99, 200 for p95. */
export function samplesNeeded(percentile: number): number {
  const share = percentile >= 50 ? 100 - percentile : percentile;
  // Without the allowance, binary fractions would ask for one sample more than 10 000 at p99.9.
  return Math.ceil(1000 / share - 1e-6);
}
