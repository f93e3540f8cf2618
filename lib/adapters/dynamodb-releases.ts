import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import {
  gateItemSchema,
  monthIndexKeys,
  releaseItemSchema,
  releaseKey,
  SERVICE_INDEX,
  serviceIndexKey,
} from '../domain/release/ledger-items';
import type { Item } from '../domain/audit/kept-release';
import type { AliasHistory } from '../domain/release/alias-history';
import type { GateRecord, Release } from '../domain/release/release';

/** So many releases back somebody may want to go; more than a year of two a week. */
const MOST_OF_ALIAS = 100;

/** The ledger, as it is read for a service's history. */
export class DynamoDbReleases implements AliasHistory {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async read(id: string): Promise<Release | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.tableName, Key: releaseKey(id) }));
    return Item === undefined ? undefined : v.parse(releaseItemSchema, Item).release;
  }

  /** The releases of an alias that were opened since then, the newest first. */
  async ofService(
    functionName: string,
    aliasName: string,
    { since, most }: { readonly since: number; readonly most?: number },
  ): Promise<readonly Release[]> {
    const items = await this.query(
      {
        IndexName: SERVICE_INDEX,
        KeyConditionExpression: 'GSI1PK = :service AND GSI1SK >= :since',
        ExpressionAttributeValues: {
          ':service': serviceIndexKey(functionName, aliasName),
          ':since': new Date(since).toISOString(),
        },
        ScanIndexForward: false,
      },
      most,
    );
    return items.map((item) => v.parse(releaseItemSchema, item).release);
  }

  /** The manifest that a release was opened with, as JSON text. */
  async manifest(id: string): Promise<string | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.tableName, Key: releaseKey(id) }));
    return Item === undefined ? undefined : v.parse(releaseItemSchema, Item).manifest;
  }

  async ofAlias(functionName: string, aliasName: string): Promise<readonly Release[]> {
    return this.ofService(functionName, aliasName, { since: 0, most: MOST_OF_ALIAS });
  }

  /** The releases of all services that were opened in a time, by one query for each month; the oldest first. */
  async between(from: number, to: number): Promise<readonly Release[]> {
    const items = await Promise.all(
      monthIndexKeys(from, to).map((month) =>
        this.query({
          IndexName: 'GSI2',
          KeyConditionExpression: 'GSI2PK = :month AND GSI2SK >= :from',
          ExpressionAttributeValues: { ':month': month, ':from': new Date(from).toISOString() },
        }),
      ),
    );
    return items.flat().map((item) => v.parse(releaseItemSchema, item).release);
  }

  /** All items of a release as they lie in the table; none where there is no such release. */
  async items(releaseId: string): Promise<readonly Item[]> {
    return this.query({
      KeyConditionExpression: 'PK = :release',
      ExpressionAttributeValues: { ':release': releaseKey(releaseId).PK },
      ConsistentRead: true,
    });
  }

  /** A release by its id. */
  async release(id: string): Promise<Release | undefined> {
    const { PK, SK } = releaseKey(id);
    const [item] = await this.query({
      KeyConditionExpression: 'PK = :release AND SK = :self',
      ExpressionAttributeValues: { ':release': PK, ':self': SK },
    });
    return item && v.parse(releaseItemSchema, item).release;
  }

  /** What the gates of a release answered. */
  async gates(releaseId: string): Promise<readonly GateRecord[]> {
    const items = await this.query({
      KeyConditionExpression: 'PK = :release AND begins_with(SK, :gate)',
      ExpressionAttributeValues: { ':release': releaseKey(releaseId).PK, ':gate': 'GATE#' },
      ConsistentRead: true,
    });
    return items.map((item) => v.parse(gateItemSchema, item).gate);
  }

  private async query(
    query: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const items: Readonly<Record<string, unknown>>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          ...query,
          ...(Number.isFinite(most) ? { Limit: most } : {}),
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      items.push(...Items);
      from = LastEvaluatedKey;
    } while (from && items.length < most);
    return items.slice(0, most);
  }
}
