/** What identifies a metric: CloudWatch keeps one series of values for each different combination. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * One key for each metric. Dimensions match exactly or not at all: CloudWatch does not add up over the ones left out
 * (CloudWatch User Guide, "CloudWatch concepts", Dimensions).
 */
export function metricKey({ namespace, name, dimensions }: Metric): string {
  const pairs = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, pairs]);
}
