import { BatchWriteCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { deliveryItemSchema } from '../domain/delivery/deliveries';
import type { Delivery } from '../domain/delivery/delivery';
import {
  effortItem,
  effortItemSchema,
  importedItem,
  importedItemSchema,
  labelItem,
  labelItemSchema,
  type KeptFor,
} from '../domain/figures/figure-items';
import type { FigureRelease } from '../domain/figures/figure-release';
import type { Effort, FigureHistory, GateLabel } from '../domain/figures/history';
import { figureReleaseOf } from '../domain/figures/ledger-release';
import { monthIndexKeys, releaseItemSchema, type MonthlyKind } from '../domain/release/ledger-items';

/** Amazon DynamoDB API Reference, BatchWriteItem: at most so many items. */
const MOST_IN_A_BATCH = 25;

/** Pages of one query come one after the other, so a month is asked for in parts, side by side. */
const PARTS_OF_A_MONTH = 4;

type Item = Readonly<Record<string, unknown>>;

/** What figures are made of, in the ledger's table. */
export class DynamoDbFigures {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  /** All releases that were opened in a time, and what was said of them; by queries for each month alone. */
  async history(from: number, to: number): Promise<FigureHistory> {
    const [kept, imported, labels, effort, told] = await Promise.all([
      this.ofMonths('MONTH', from, to, '#release'),
      this.ofMonths('IMPORTED', from, to, 'imported'),
      this.labels(from, to),
      this.ofMonths('EFFORT', from, to, 'effort'),
      this.ofMonths('PAGE', from, to, 'delivery'),
    ]);
    const own = kept.map((item) => figureReleaseOf(v.parse(releaseItemSchema, item).release));
    const ids = new Set(own.map(({ id }) => id));
    const before = imported.map((item) => v.parse(importedItemSchema, item).imported);
    return {
      // CodeDeploy's history has the ledger's own deployments too.
      releases: [...before.filter(({ id }) => !ids.has(id)), ...own],
      labels,
      effort: effort.map((item) => v.parse(effortItemSchema, item).effort),
      ...pagesOf(told.map((item) => v.parse(deliveryItemSchema, item).delivery)),
    };
  }

  /** What people said of gates, about releases that were opened in a time. */
  async labels(from: number, to: number): Promise<readonly GateLabel[]> {
    const items = await this.ofMonths('LABEL', from, to, 'label');
    return items.map((item) => v.parse(labelItemSchema, item).label);
  }

  async label(release: KeptFor, label: GateLabel): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.tableName, Item: labelItem(release, label) }));
  }

  /** Keeps an entry beside all others. @throws where somebody entered one in the same millisecond */
  async addEffort(release: KeptFor, effort: Effort): Promise<void> {
    await this.client.send(
      new PutCommand({
        TableName: this.tableName,
        Item: effortItem(release, effort),
        ConditionExpression: 'attribute_not_exists(PK)',
      }),
    );
  }

  /** @param wrote hears how many there are after each batch */
  async import(releases: readonly FigureRelease[], wrote: (count: number) => void): Promise<void> {
    for (let from = 0; from < releases.length; from += MOST_IN_A_BATCH) {
      const items = releases.slice(from, from + MOST_IN_A_BATCH).map(importedItem);
      await this.write(items.map((Item) => ({ PutRequest: { Item } })));
      wrote(Math.min(releases.length, from + MOST_IN_A_BATCH));
    }
  }

  /** What DynamoDB had no room for is asked for again; it says so and does not throw. */
  private async write(requests: readonly { readonly PutRequest: { readonly Item: Item } }[]): Promise<void> {
    let left: NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']> | undefined = {
      [this.tableName]: [...requests],
    };
    for (let attempt = 0; Object.keys(left ?? {}).length > 0; attempt++) {
      if (attempt === 10) throw new Error('DynamoDB did not take all releases; import them again.');
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
      left = (await this.client.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
    }
  }

  private async ofMonths(kind: MonthlyKind, from: number, to: number, attribute: string): Promise<readonly Item[]> {
    const parts = monthIndexKeys(from, to, kind).flatMap((month) =>
      partsOf(month.slice(-'2026-01'.length), from, to).map((part) => this.query(month, part, attribute)),
    );
    return (await Promise.all(parts)).flat();
  }

  private async query(month: string, [after, before]: readonly [string, string], attribute: string) {
    const items: Item[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          IndexName: 'GSI2',
          KeyConditionExpression: 'GSI2PK = :month AND GSI2SK BETWEEN :after AND :before',
          ExpressionAttributeValues: { ':month': month, ':after': after, ':before': before },
          ProjectionExpression: attribute,
          ...(attribute.startsWith('#') ? { ExpressionAttributeNames: { [attribute]: attribute.slice(1) } } : {}),
          ...(next ? { ExclusiveStartKey: next } : {}),
        }),
      );
      items.push(...Items);
      next = LastEvaluatedKey;
    } while (next);
    return items;
  }
}

/** A pager is told of ends that call nobody too: where none was told of anything, there is none that anybody knows of. */
function pagesOf(told: readonly Delivery[]): Pick<FigureHistory, 'pages'> {
  if (told.length === 0) return {};
  return { pages: told.filter(({ paged }) => paged).map(({ releaseId, at }) => ({ releaseId, at })) };
}

const DAY_MS = 24 * 3_600_000;

/** The bounds of parts of a month, such as `2026-01`, as far as they are asked for. No key is equal to a bound. */
function partsOf(month: string, from: number, to: number): readonly (readonly [string, string])[] {
  const begins = Date.parse(`${month}-01T00:00:00Z`);
  const length = Math.ceil(31 / PARTS_OF_A_MONTH) * DAY_MS;
  return Array.from({ length: PARTS_OF_A_MONTH }, (_, part) => {
    const earliest = Math.max(from, begins + part * length);
    const latest = Math.min(to, begins + (part + 1) * length);
    return [earliest, latest] as const;
  })
    .filter(([after, before]) => after < before)
    .map(([after, before]) => [new Date(after).toISOString(), new Date(before).toISOString()] as const);
}
