import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsRun } from '../domain/checklist/item-run';
import type { LogsFound } from '../domain/checklist/run-judgement';

interface Search {
  /** Milliseconds since the epoch, and so is `to`. */
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
}

/** Amazon CloudWatch Logs, as far as it is searched. */
export class CloudWatchLogs {
  constructor(private readonly client: CloudWatchLogsClient) {}

  /** What matches in a log group, in a time. */
  async search(
    { group, filter, most }: Pick<LogsRun, 'group' | 'filter' | 'most'>,
    search: Search,
  ): Promise<LogsFound> {
    const { count, isCut } = await this.count(group, search, { most, filterPattern: filter });
    const hasEvents = count > 0 || (await this.count(group, search, { most: 0, limit: 1 })).count > 0;
    return { matching: count, isCut, hasEvents };
  }

  /**
   * Reads on until all of the time was searched, or more than these are found: a page may be empty, though there are more (Amazon
   * CloudWatch Logs API Reference, FilterLogEvents).
   */
  private async count(
    group: string,
    { from, to, signal }: Search,
    { most, ...asked }: { readonly most: number; readonly filterPattern?: string; readonly limit?: number },
  ): Promise<{ readonly count: number; readonly isCut: boolean }> {
    let count = 0;
    let next: string | undefined;
    do {
      const { events = [], nextToken } = await this.client.send(
        new FilterLogEventsCommand({
          ...{ logGroupIdentifier: group, startTime: from, endTime: to, ...asked },
          ...(next === undefined ? {} : { nextToken: next }),
        }),
        { abortSignal: signal },
      );
      count += events.length;
      next = nextToken;
    } while (next !== undefined && count <= most);
    return { count, isCut: next !== undefined };
  }
}
