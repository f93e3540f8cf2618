import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { deliveryItemSchema, threadSchema, type Deliveries } from '../domain/delivery/deliveries';
import type { Delivery } from '../domain/delivery/delivery';
import type { Thread } from '../domain/delivery/thread';
import { deliveryKey, ITEM_SCHEMA, pageKey, threadKey } from '../domain/release/ledger-items';

type Key = ReturnType<typeof deliveryKey>;

/** What channels did, in the ledger's table. Two that post the same message cannot both claim it. */
export class DynamoDbDeliveries implements Deliveries {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async read(releaseId: string, channel: string, messageId: string): Promise<Delivery | undefined> {
    const item = await this.item(deliveryKey(releaseId, channel, messageId));
    return item && v.parse(deliveryItemSchema, item).delivery;
  }

  async keep(next: Delivery): Promise<boolean> {
    const { releaseId, channel, messageId, paged, at } = next;
    const index = paged === undefined ? {} : pageKey(releaseId, channel, messageId, at);
    return this.put('delivery', deliveryKey(releaseId, channel, messageId), next, index);
  }

  async thread(releaseId: string, channel: string): Promise<Thread | undefined> {
    const item = await this.item(threadKey(releaseId, channel));
    return item && v.parse(v.object({ thread: threadSchema }), item).thread;
  }

  async keepThread(next: Thread): Promise<boolean> {
    return this.put('thread', threadKey(next.releaseId, next.channel), next);
  }

  private async item(key: Key): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true }),
    );
    return Item;
  }

  /** Only where nobody wrote since: the first revision where there is nothing, the others after the one before. */
  private async put(member: string, key: Key, value: Delivery | Thread, index: object = {}): Promise<boolean> {
    const isFirst = value.revision === 1;
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: { ...key, ...index, schema: ITEM_SCHEMA, [member]: value },
          ...(isFirst
            ? { ConditionExpression: 'attribute_not_exists(PK)' }
            : {
                ConditionExpression: '#member.#revision = :before',
                ExpressionAttributeNames: { '#member': member, '#revision': 'revision' },
                ExpressionAttributeValues: { ':before': value.revision - 1 },
              }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return this.isKept(member, key, value);
      throw error;
    }
  }

  /** A write whose answer was lost is tried again by the client, and then finds what it wrote itself. */
  private async isKept(member: string, key: Key, { revision, ...value }: Delivery | Thread): Promise<boolean> {
    const kept = (await this.item(key))?.[member] as Readonly<Record<string, unknown>> | undefined;
    if (kept?.revision !== revision) return false;
    return Object.entries(value).every(([name, one]) => kept[name] === one);
  }
}
