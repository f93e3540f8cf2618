import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { ApiError } from '../kernel/api-error';
import type { Randomness } from '../kernel/randomness';
import {
  operation,
  serviceApi,
  type ApiInput,
  type Operation,
  type OperationCall,
  type ServiceApi,
} from '../kernel/service-api';
import type { Simulation } from '../kernel/simulation';
import { checkSelect } from './check-select';
import { performItemOperation } from './conditional-write';
import { describeTable } from './describe-table';
import { DynaliteTables } from './dynalite-tables';
import { TIME_TO_LIVE_DELAY_MS, timeToLiveAssumption, type DynamoDbOptions } from './dynamodb-options';
import type { Execute } from './marshalled';
import { tablesOf } from './tables-of';
import { ThrottleMetrics, type CountMetrics } from './throttling/throttle-metrics';
import { Throttles } from './throttling/throttles';
import { Throttling } from './throttling/throttling';
import { TimeToLive, type TimeToLiveSpecification } from './time-to-live';
import { Transactions } from './transactions';

interface ScanPage {
  readonly Items: readonly Parameters<typeof unmarshall>[0][];
  readonly LastEvaluatedKey?: unknown;
}

type NewTable = Readonly<Record<string, unknown>> & {
  readonly TableName: string;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[];
};

const ITEM_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

const TIME_TO_LIVE = v.strictObject({
  TableName: v.string(),
  TimeToLiveSpecification: v.strictObject({ AttributeName: v.string(), Enabled: v.boolean() }),
});

/** What DynamoDB uses of the account. */
export interface DynamoDbPorts {
  readonly simulation: Simulation;
  readonly randomness: Randomness;
  readonly countMetrics: CountMetrics;
  /** Whether a table goes by a name of the scenario. */
  isCalled(table: string, name: string): boolean;
  /** For people. */
  note(what: string): void;
}

/**
 * DynamoDB by dynalite; every call holds the virtual clock. Calls are played one after the other, so that what takes
 * several of dynalite's operations is one to everybody else.
 */
export class DynamoDb {
  private readonly tables = new DynaliteTables();
  private readonly created = new Map<string, number>();
  private readonly indexes = new Map<string, readonly string[]>();
  private readonly throttling: Throttling;
  private readonly simulation: Simulation;
  private readonly timeToLive: TimeToLive;
  private readonly timeToLiveDelayMs: number;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    ports: DynamoDbPorts,
    private readonly options: DynamoDbOptions = {},
  ) {
    const { simulation } = ports;
    const execute: Execute = (operation, input) => this.tables.execute(operation, input);
    const now = () => simulation.now;
    const tables = () => this.indexes;
    const metrics = new ThrottleMetrics(ports.countMetrics, now);
    this.simulation = simulation;
    this.throttles = new Throttles({
      ...ports,
      tables,
      throttled: (access, operation) => {
        metrics.event(access);
        metrics.request(access.table, operation);
      },
    });
    this.throttling = new Throttling({
      place: options.place,
      metrics,
      tables,
      isThrottled: (access) => this.throttles.isThrottled(access),
    });
    this.timeToLiveDelayMs = options.timeToLiveDelayMs ?? TIME_TO_LIVE_DELAY_MS;
    this.timeToLive = new TimeToLive(execute, now, this.timeToLiveDelayMs);
    const operations = Object.entries(this.operationsBy(execute, new Transactions(execute, now)));
    this.api = serviceApi(
      'dynamodb',
      Object.fromEntries(operations.map(([name, perform]) => [name, this.swept(perform)])),
    );
  }

  /** What handlers call: operations on items. Tables are made by CloudFormation only. */
  readonly api: ServiceApi;

  /** What the scenario throttles. */
  readonly throttles: Throttles;

  /** What a call is answered that is throttled, and counted so; undefined for a call that is about no items of a table. */
  refusal(operation: string, input: Readonly<Record<string, unknown>>): ApiError | undefined {
    return this.throttling.refusal(operation, input);
  }

  /** One operation on behalf of the account itself. */
  call<T>(operation: string, input: unknown): Promise<T> {
    return this.alone(() => this.tables.execute<T>(operation, input));
  }

  /** Makes a table and waits until it is active, as CloudFormation does: before that its indexes miss what is written. */
  async createTable(input: NewTable): Promise<void> {
    const { TableName, GlobalSecondaryIndexes = [] } = input;
    await this.call('CreateTable', input);
    this.created.set(TableName, this.simulation.now);
    this.indexes.set(
      TableName,
      GlobalSecondaryIndexes.map(({ IndexName }) => IndexName),
    );
    for (;;) {
      const { Table } = await this.call<{ Table: { TableStatus: string } }>('DescribeTable', { TableName });
      if (Table.TableStatus === 'ACTIVE') return;
    }
  }

  hasTable(tableName: string): boolean {
    return this.created.has(tableName);
  }

  async deleteTable(tableName: string): Promise<void> {
    await this.call('DeleteTable', { TableName: tableName });
    this.timeToLive.set(tableName, undefined);
    this.created.delete(tableName);
    this.indexes.delete(tableName);
  }

  /** What a template says of the life of a table's items; undefined takes it away. */
  setTimeToLive(tableName: string, specification: TimeToLiveSpecification | undefined): void {
    this.timeToLive.set(tableName, specification);
  }

  /** All items of a table, as plain values in the order of what they say. */
  items(tableName: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.alone(async () => {
      await this.timeToLive.sweep(tableName);
      const items: Readonly<Record<string, unknown>>[] = [];
      let from: object = {};
      do {
        const page: ScanPage = await this.tables.execute('Scan', { TableName: tableName, ...from });
        items.push(...page.Items.map((item) => unmarshall(item)));
        from = page.LastEvaluatedKey ? { ExclusiveStartKey: page.LastEvaluatedKey } : {};
      } while ('ExclusiveStartKey' in from);
      return items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    });
  }

  /** What DynamoDB's documentation leaves open and this account had to choose. */
  assumptions(): readonly string[] {
    return [
      'Calls of DynamoDB are played one after the other: no transaction is ever cancelled because of another one.',
      ...(this.timeToLive.inUse ? [timeToLiveAssumption(this.timeToLiveDelayMs)] : []),
      ...this.throttles.assumptions(),
    ];
  }

  /** Plays some work while nobody else touches a table and the virtual clock stands still. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    // What failed is its caller's concern, not that of the next in the row.
    this.last = result.catch(() => undefined);
    return this.simulation.hold(result);
  }

  /** Items that have expired are gone before anybody looks at their table. */
  private swept(perform: Operation): Operation {
    return (input, call) =>
      this.alone(async () => {
        for (const table of tablesOf(input)) await this.timeToLive.sweep(table);
        return perform(input, call);
      });
  }

  private operationsBy(execute: Execute, transactions: Transactions): Readonly<Record<string, Operation>> {
    const throttled =
      (perform: (input: ApiInput, call: OperationCall) => Promise<unknown>): Operation =>
      (input, call) =>
        this.throttling.perform(call.operation, input, (left) => perform(left, call));
    const onItems = (name: string): [string, Operation] => [
      name,
      throttled((input) => {
        checkSelect(name, input);
        return performItemOperation(execute, name, input);
      }),
    ];
    return {
      ...Object.fromEntries(ITEM_OPERATIONS.map(onItems)),
      TransactWriteItems: throttled((input, { where }) => transactions.write(input, where)),
      TransactGetItems: throttled((input, { where }) => transactions.get(input, where)),
      DescribeTable: (input) => describeTable(execute, input, this.options.place, (table) => this.created.get(table)),
      DescribeTimeToLive: async ({ TableName }) => {
        await execute('DescribeTable', { TableName });
        return { TimeToLiveDescription: this.timeToLive.describe(String(TableName)) };
      },
      UpdateTimeToLive: operation(TIME_TO_LIVE, async ({ TableName, TimeToLiveSpecification }) => {
        await execute('DescribeTable', { TableName });
        this.timeToLive.update(TableName, TimeToLiveSpecification);
        return { TimeToLiveSpecification };
      }),
    };
  }
}
