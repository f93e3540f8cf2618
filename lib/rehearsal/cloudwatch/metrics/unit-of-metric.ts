import { type Metric } from './metric';

const UNITS: Readonly<Record<string, string>> = {
  'AWS/Lambda Invocations': 'Count',
  'AWS/Lambda Errors': 'Count',
  'AWS/Lambda Throttles': 'Count',
  'AWS/Lambda ConcurrentExecutions': 'Count',
  'AWS/Lambda Duration': 'Milliseconds',
};

/** The unit an AWS service publishes a metric with, where it is known. */
export function unitOfMetric({ namespace, name }: Metric): string | undefined {
  return UNITS[`${namespace} ${name}`];
}
