import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;
type Names = Readonly<Record<string, string>>;

interface Write {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Names;
  readonly ExpressionAttributeValues?: Item;
}

/**
 * A table in memory that knows the expressions by which the ledger writes, and no others: conditions of `attribute_not_exists`
 * and of equality, `SET` of values and `REMOVE`. Each call happens at once, after whatever `turn` waits for.
 */
export class MemoryTable {
  readonly items = new Map<string, Item>();

  constructor(private readonly turn: () => Promise<void> = () => Promise.resolve()) {}

  /** What adapters take for the client of DynamoDB. */
  get client(): DynamoDBDocumentClient {
    return {
      send: (command: { readonly constructor: { readonly name: string }; readonly input: object }) =>
        this.send(command),
    } as unknown as DynamoDBDocumentClient;
  }

  private async send({
    constructor: { name },
    input,
  }: {
    readonly constructor: { readonly name: string };
    readonly input: object;
  }): Promise<object> {
    await this.turn();
    switch (name) {
      case 'GetCommand':
        return { Item: structuredClone(this.items.get(keyOf((input as { Key: Item }).Key))) };
      case 'PutCommand':
        if (!this.holds(input)) throw new ConditionalCheckFailedException({ message: 'failed', $metadata: {} });
        this.write(input);
        return {};
      case 'TransactWriteCommand':
        return this.transact((input as { TransactItems: readonly Readonly<Record<string, Write>>[] }).TransactItems);
      default:
        throw new Error(`The table in memory does not know ${name}.`);
    }
  }

  private transact(given: readonly Readonly<Record<string, Write>>[]): object {
    const writes = given.map((one) => Object.values(one)[0]!);
    const reasons = writes.map((write) => ({ Code: this.holds(write) ? 'None' : 'ConditionalCheckFailed' }));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: 'cancelled', CancellationReasons: reasons, $metadata: {} });
    }
    for (const write of writes) this.write(write);
    return {};
  }

  private holds(write: Write): boolean {
    const {
      ConditionExpression: condition,
      ExpressionAttributeNames: names = {},
      ExpressionAttributeValues: values = {},
    } = write;
    if (condition === undefined) return true;
    const item = this.items.get(keyOf(write.Item ?? write.Key));
    if (condition === 'attribute_not_exists(PK)') return item === undefined;
    const [, path, value] = /^(\S+) = (:\w+)$/.exec(condition) ?? [];
    if (path === undefined || value === undefined) throw new Error(`The table in memory does not know: ${condition}`);
    return at(item, path, names) === values[value];
  }

  private write({
    Item: item,
    Key: key,
    UpdateExpression: update = '',
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  }: Write): void {
    if (item) {
      this.items.set(keyOf(item), plain(item));
      return;
    }
    const next: Item = { ...key, ...this.items.get(keyOf(key)) };
    const [, set = '', remove = ''] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(update) ?? [];
    if (set === '') throw new Error(`The table in memory does not know: ${update}`);
    for (const one of set.split(', ')) {
      const [name = '', value = ''] = one.split(' = ');
      next[names[name] ?? name] = plain(values[value]);
    }
    for (const name of remove.split(', ')) Reflect.deleteProperty(next, names[name] ?? name);
    this.items.set(keyOf(key), next);
  }
}

/** As DynamoDB keeps it: without what is undefined, and nobody else's. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function keyOf(item: Item | undefined): string {
  return `${String(item?.PK)} ${String(item?.SK)}`;
}

function at(item: Item | undefined, path: string, names: Names): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Item | undefined)?.[names[name] ?? name], item);
}
