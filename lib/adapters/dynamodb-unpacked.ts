import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { CodeDigest } from '../domain/code/code-digest';
import type { UnpackedDigests } from '../domain/code/code-objects';
import { ITEM_SCHEMA, unpackedItemSchema, unpackedKey } from '../domain/release/ledger-items';

/** What packages unpack to, in the ledger's table: one item for each, which is written once. */
export class DynamoDbUnpacked implements UnpackedDigests {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async read(sha256: string): Promise<CodeDigest | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: unpackedKey(sha256), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : v.parse(unpackedItemSchema, Item).digest;
  }

  async keep(sha256: string, digest: CodeDigest): Promise<void> {
    const put = new PutCommand({
      TableName: this.tableName,
      Item: { ...unpackedKey(sha256), schema: ITEM_SCHEMA, digest },
      ConditionExpression: 'attribute_not_exists(PK)',
    });
    try {
      await this.client.send(put);
    } catch (error) {
      // Another release was first, and said the same.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
