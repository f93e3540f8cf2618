import type { ApiError } from '../../kernel/api-error';
import type { Place } from '../../kernel/place';
import { itemRequests, type Access, type ItemRequest } from './item-requests';
import type { ThrottleMetrics } from './throttle-metrics';
import { throttledTransaction, throttlingException } from './throttling-error';

type Input = Readonly<Record<string, unknown>>;

export interface ThrottlingPorts {
  readonly place: Place | undefined;
  readonly metrics: ThrottleMetrics;
  /** The tables there are, by their names, each with its global secondary indexes. */
  tables(): ReadonlyMap<string, readonly string[]>;
  isThrottled(access: Access): boolean;
}

/** A request with what is throttled of it. */
interface Met {
  readonly table: string;
  readonly throttled: readonly Access[];
}

/** Where a batch answers what it did not do. */
const LEFT_OVER: Readonly<Record<string, 'UnprocessedItems' | 'UnprocessedKeys'>> = {
  BatchGetItem: 'UnprocessedKeys',
  BatchWriteItem: 'UnprocessedItems',
};

/** Keeps from DynamoDB the calls that are throttled, and counts them. */
export class Throttling {
  constructor(private readonly ports: ThrottlingPorts) {}

  /** Rejects with an `ApiError` where all of a call is throttled; of a batch the rest is done. */
  async perform(operation: string, input: Input, perform: (input: Input) => Promise<unknown>): Promise<unknown> {
    const requests = this.requests(operation, input).map(({ table, accesses }) => ({
      table,
      throttled: accesses.filter((access) => this.ports.isThrottled(access)),
    }));
    const throttled = requests.filter((one) => one.throttled.length > 0);
    if (throttled.length === 0) return perform(input);
    const leftOver = LEFT_OVER[operation];
    if (leftOver === undefined || throttled.length === requests.length) throw this.refuse(operation, requests);
    this.count(throttled);
    const tables = new Set(throttled.map(({ table }) => table));
    const [left, rest] = parted(input.RequestItems, tables);
    const output = (await perform({ ...input, RequestItems: rest })) as Input;
    return { ...output, [leftOver]: { ...(output[leftOver] as object | undefined), ...left } };
  }

  /** What a call is answered that is throttled whatever it is about; undefined where that is no business of a table. */
  refusal(operation: string, input: Input): ApiError | undefined {
    const requests = this.requests(operation, input)
      .filter(({ table }) => this.ports.tables().has(table))
      .map(({ table, accesses: [first] }) => ({ table, throttled: [first] }));
    return requests.length === 0 ? undefined : this.refuse(operation, requests);
  }

  private requests(operation: string, input: Input): readonly ItemRequest[] {
    return itemRequests(operation, input, (table) => this.ports.tables().get(table) ?? []);
  }

  private refuse(operation: string, requests: readonly Met[]): ApiError {
    const throttled = requests.filter((one) => one.throttled.length > 0);
    this.count(throttled);
    for (const table of new Set(throttled.map((one) => one.table))) this.ports.metrics.request(table, operation);
    return operation.startsWith('Transact')
      ? throttledTransaction(requests.map((one) => one.throttled))
      : throttlingException(
          this.ports.place,
          throttled.flatMap((one) => one.throttled),
        );
  }

  private count(requests: readonly Met[]): void {
    for (const access of requests.flatMap((one) => one.throttled)) this.ports.metrics.event(access);
  }
}

/** What a batch asks of some tables, and what of the others. */
function parted(requestItems: unknown, tables: ReadonlySet<string>): readonly [object, object] {
  const all = Object.entries(requestItems as object);
  const those = (isOne: (table: string) => boolean) => Object.fromEntries(all.filter(([table]) => isOne(table)));
  return [those((table) => tables.has(table)), those((table) => !tables.has(table))];
}
