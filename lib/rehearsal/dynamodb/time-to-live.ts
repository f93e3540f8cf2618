import { ApiError } from '../kernel/api-error';
import type { Execute, Item } from './marshalled';
import { keyNames } from './table-keys';

export interface TimeToLiveSpecification {
  /** Holds the end of an item's life, in seconds since the epoch. Templates may leave it out where it is off. */
  readonly AttributeName?: string | undefined;
  readonly Enabled: boolean;
}

const MINUTE_MS = 60_000;
/** DynamoDB Developer Guide, "Using time to live": an item that should be gone for longer is left alone. */
const FIVE_YEARS_SECONDS = 5 * 365 * 86_400;

interface Setting {
  readonly attribute: string;
  /** The virtual minute of the last look. */
  sweptAt: number;
}

/** Deletes items whose life is over: lazily, when their table is next used after some time. */
export class TimeToLive {
  private readonly settings = new Map<string, Setting>();

  /** @param delayMs milliseconds for which an item outlives its end */
  constructor(
    private readonly execute: Execute,
    private readonly now: () => number,
    private readonly delayMs: number,
  ) {}

  get inUse(): boolean {
    return this.settings.size > 0;
  }

  set(table: string, specification: TimeToLiveSpecification | undefined): void {
    const attribute = attributeOf(specification);
    if (attribute === undefined) this.settings.delete(table);
    else this.settings.set(table, { attribute, sweptAt: -1 });
  }

  describe(table: string): object {
    const setting = this.settings.get(table);
    return setting
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: setting.attribute }
      : { TimeToLiveStatus: 'DISABLED' };
  }

  /** DynamoDB API Reference, UpdateTimeToLive: asking for what is so already is an error. */
  update(table: string, specification: TimeToLiveSpecification): void {
    const enabled = this.settings.has(table);
    if (enabled === specification.Enabled) {
      throw new ApiError('ValidationException', `TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`);
    }
    this.set(table, specification);
  }

  /** Deletes what is over in a table, at most once a virtual minute. */
  async sweep(table: string): Promise<void> {
    const setting = this.settings.get(table);
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (!setting || setting.sweptAt === minute) return;
    setting.sweptAt = minute;
    const names = await keyNames(this.execute, table);
    for (const key of await this.expired(table, setting.attribute, names)) {
      await this.execute('DeleteItem', { TableName: table, Key: key });
    }
  }

  private async expired(table: string, attribute: string, keys: readonly string[]): Promise<readonly Item[]> {
    const found: Item[] = [];
    let from: object = {};
    do {
      const page: { readonly Items: readonly Item[]; readonly LastEvaluatedKey?: Item } = await this.execute('Scan', {
        TableName: table,
        ConsistentRead: true,
        // Values that are not numbers never end a life: a comparison with one does not hold.
        FilterExpression: '#end <= :latest AND #end > :earliest',
        ProjectionExpression: keys.map((_, index) => `#k${index}`).join(', '),
        ExpressionAttributeNames: {
          '#end': attribute,
          ...Object.fromEntries(keys.map((key, index) => [`#k${index}`, key])),
        },
        ExpressionAttributeValues: {
          ':latest': { N: String(Math.floor((this.now() - this.delayMs) / 1000)) },
          ':earliest': { N: String(Math.floor(this.now() / 1000) - FIVE_YEARS_SECONDS) },
        },
        ...from,
      });
      found.push(...page.Items);
      from = page.LastEvaluatedKey ? { ExclusiveStartKey: page.LastEvaluatedKey } : {};
    } while ('ExclusiveStartKey' in from);
    return found;
  }
}

/** The attribute that ends lives; undefined where nothing does. Refuses one that is on and has no attribute. */
export function attributeOf(specification: TimeToLiveSpecification | undefined): string | undefined {
  if (specification?.Enabled !== true) return undefined;
  if (specification.AttributeName !== undefined) return specification.AttributeName;
  throw new ApiError('ValidationException', 'TimeToLiveSpecification needs an AttributeName.');
}
