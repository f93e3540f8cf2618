import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Invoice, type QueueEvent } from './invoice';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

/** Adds each invoice to its customer's total. One that cannot be booked fails the batch, and the queue sends it again. */
export function createWorker(centsOf: (invoice: Invoice) => number): (event: QueueEvent) => Promise<void> {
  return async ({ Records }) => {
    for (const { body } of Records) {
      const invoice = JSON.parse(body) as Invoice;
      await documents.send(
        new UpdateCommand({
          TableName: process.env.TABLE,
          Key: { customer: invoice.customer },
          UpdateExpression: 'ADD cents :cents',
          ExpressionAttributeValues: { ':cents': centsOf(invoice) },
        }),
      );
    }
  };
}
