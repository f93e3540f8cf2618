import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { SpentGlasses } from '../domain/attestation/spent-glasses';
import { ITEM_SCHEMA, spentGlassItemSchema, spentGlassKey } from '../domain/release/ledger-items';

/** The break-glasses that were used, in the ledger's table: an item each, which is written once. */
export class DynamoDbSpentGlasses implements SpentGlasses {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async by(id: string): Promise<string | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: spentGlassKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : v.parse(spentGlassItemSchema, Item).releaseId;
  }

  async spend(id: string, releaseId: string, at: number): Promise<string> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: { ...spentGlassKey(id), schema: ITEM_SCHEMA, releaseId, at },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      );
      return releaseId;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const holder = await this.by(id);
      if (holder === undefined) throw new Error(`Who used break-glass ${id} cannot be read.`, { cause: error });
      return holder;
    }
  }
}
