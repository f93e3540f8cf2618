import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/** An order as it is kept. Orders from before gift notes have none. */
export interface Order {
  readonly id: string;
  readonly article: string;
  readonly count: number;
  readonly giftNote?: string;
}

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));
const TableName = process.env.TABLE;

export async function findOrder(id: string): Promise<Order | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { id } }));
  return Item as Order | undefined;
}

export async function keepOrder(order: Order): Promise<void> {
  await documents.send(new PutCommand({ TableName, Item: order }));
}
