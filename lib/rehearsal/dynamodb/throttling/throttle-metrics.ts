import type { Access } from './item-requests';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Adds a value to metrics, which are counts. */
export type CountMetrics = (metrics: readonly Metric[], timestamp: number, value: number) => void;

/**
 * Counts what is throttled in `AWS/DynamoDB`: each event by its table, or by its table and its index and then not in the
 * table's own metric; each request by its table and operation (DynamoDB Developer Guide, "DynamoDB metrics and
 * dimensions"). What is not throttled makes no datapoint.
 */
export class ThrottleMetrics {
  constructor(
    private readonly count: CountMetrics,
    private readonly now: () => number,
  ) {}

  /** An event counts once by its kind, and once by its cause: this account's is always that of the key range. */
  event({ table, index, kind }: Access): void {
    const dimensions = { TableName: table, ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }) };
    this.add([`${kind}ThrottleEvents`, `${kind}KeyRangeThroughputThrottleEvents`], dimensions);
  }

  /** A request counts once, however many of its events were throttled. */
  request(table: string, operation: string): void {
    this.add(['ThrottledRequests'], { TableName: table, Operation: operation });
  }

  private add(names: readonly string[], dimensions: Metric['dimensions']): void {
    const metrics = names.map((name) => ({ namespace: 'AWS/DynamoDB', name, dimensions }));
    this.count(metrics, this.now(), 1);
  }
}
