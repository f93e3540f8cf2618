import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Message } from '../domain/message/message';
import { noticeItemSchema, type Notices } from '../domain/message/notices';
import { messageKey, UNSENT, UNSETTLED_INDEX } from '../domain/release/ledger-items';

/** What was to be said of releases, in the ledger's table. */
export class DynamoDbNotices implements Notices {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  /** One page: that is thousands. The index is behind the table, so each is read again. */
  async due(before: number): Promise<readonly Message[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: UNSETTLED_INDEX,
        KeyConditionExpression: 'UnsettledPK = :unsent AND UnsettledSK < :before',
        ExpressionAttributeValues: { ':unsent': UNSENT, ':before': new Date(before).toISOString() },
      }),
    );
    const notices = await Promise.all(Items.map((item) => this.unpublished(v.parse(keySchema, item))));
    return notices.flat();
  }

  async published({ releaseId, id }: Message, at: number): Promise<void> {
    await this.client.send(
      new UpdateCommand({
        TableName: this.tableName,
        Key: messageKey(releaseId, id),
        UpdateExpression: 'SET publishedAt = :at REMOVE UnsettledPK, UnsettledSK',
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  }

  private async unpublished(key: v.InferOutput<typeof keySchema>): Promise<readonly Message[]> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true }),
    );
    const { message, publishedAt } = v.parse(noticeItemSchema, Item);
    return publishedAt === undefined ? [message] : [];
  }
}

const keySchema = v.object({ PK: v.string(), SK: v.string() });
