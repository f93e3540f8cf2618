import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Ledger } from '../domain/release/ledger';
import { openRelease, type GateRecord, type NewRelease, type Release } from '../domain/release/release';
import {
  gateKey,
  monthKey,
  releaseItemSchema,
  releaseKey,
  serviceKey,
  UNSETTLED,
  UNSETTLED_INDEX,
  unsettledItemSchema,
  unsettledKey,
} from '../domain/release/ledger-items';

/** The ledger in its DynamoDB table. Two writers cannot both win: each change names the revision it follows. */
export class DynamoDbLedger implements Ledger {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async open(known: NewRelease, manifest?: string): Promise<Release> {
    const release = openRelease(known);
    const item = {
      ...releaseKey(known.id),
      ...serviceKey(release),
      ...monthKey(release),
      ...unsettledKey(release),
      release,
    };
    const isNew = await unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: manifest === undefined ? item : { ...item, manifest },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      ),
    );
    return isNew ? release : ((await this.read(known.id)) ?? release);
  }

  async read(id: string): Promise<Release | undefined> {
    return (await this.item(id))?.release;
  }

  async manifest(id: string): Promise<string | undefined> {
    return (await this.item(id))?.manifest;
  }

  /** What is kept and whether it is among the unsettled are one write, so that neither can be without the other. */
  async replace(next: Release): Promise<boolean> {
    const unsettled = unsettledKey(next);
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.tableName,
          Key: releaseKey(next.id),
          UpdateExpression: unsettled
            ? 'SET #release = :next, UnsettledPK = :unsettledPK, UnsettledSK = :unsettledSK'
            : 'SET #release = :next REMOVE UnsettledPK, UnsettledSK',
          ConditionExpression: '#release.#revision = :before',
          ExpressionAttributeNames: { '#release': 'release', '#revision': 'revision' },
          ExpressionAttributeValues: {
            ':next': next,
            ':before': next.revision - 1,
            ...(unsettled && { ':unsettledPK': unsettled.UnsettledPK, ':unsettledSK': unsettled.UnsettledSK }),
          },
        }),
      ),
    );
  }

  /** One page: that is thousands. */
  async unsettled(): Promise<readonly string[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: UNSETTLED_INDEX,
        KeyConditionExpression: 'UnsettledPK = :pk',
        ExpressionAttributeValues: { ':pk': UNSETTLED },
      }),
    );
    return Items.map((item) => v.parse(unsettledItemSchema, item).UnsettledSK);
  }

  async recordGate(releaseId: string, gate: GateRecord): Promise<void> {
    await this.client.send(
      new PutCommand({ TableName: this.tableName, Item: { ...gateKey(releaseId, gate.phase, gate.name), gate } }),
    );
  }

  private async item(id: string) {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: releaseKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : v.parse(releaseItemSchema, Item);
  }
}

/** Whether a conditional write was made. */
async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
