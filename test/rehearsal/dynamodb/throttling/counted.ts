import type { CountMetrics } from '../../../../lib/rehearsal/dynamodb/throttling/throttle-metrics';

/** Counts what reaches CloudWatch, by the metric and its dimensions: `WriteThrottleEvents orders/byDay`. */
export class Counted {
  private readonly times = new Map<string, number[]>();

  readonly count: CountMetrics = (metrics, timestamp, value) => {
    for (const { namespace, name, dimensions } of metrics) {
      const { TableName, GlobalSecondaryIndexName, Operation, ...others } = dimensions;
      if (namespace !== 'AWS/DynamoDB' || value !== 1 || Object.keys(others).length > 0) {
        throw new Error(`Not as CloudWatch has it: ${JSON.stringify({ namespace, name, dimensions, value })}`);
      }
      const index = GlobalSecondaryIndexName === undefined ? '' : `/${GlobalSecondaryIndexName}`;
      const key = `${name} ${TableName}${index}${Operation === undefined ? '' : ` ${Operation}`}`;
      this.times.set(key, [...this.timesOf(key), timestamp]);
    }
  };

  timesOf(metric: string): readonly number[] {
    return this.times.get(metric) ?? [];
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.times].map(([key, times]) => [key, times.length]));
  }

  forget(): void {
    this.times.clear();
  }
}
