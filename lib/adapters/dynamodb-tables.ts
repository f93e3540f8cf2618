import { DescribeTableCommand, DynamoDBServiceException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MetricsRefusal } from '../domain/shift/metrics';

/** DynamoDB's tables, as far as they are looked at. */
export class DynamoDbTables {
  constructor(private readonly client: DynamoDBClient) {}

  /** The names of a table's global secondary indexes; a local one is throttled with its table. */
  async indexes(
    TableName: string,
  ): Promise<{ readonly names: readonly string[] } | { readonly refused: MetricsRefusal }> {
    try {
      const { Table } = await this.client.send(new DescribeTableCommand({ TableName }));
      if (!Table) throw new Error(`DynamoDB says nothing of table ${TableName}.`);
      return { names: (Table.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName }) => IndexName ?? []) };
    } catch (error) {
      if (!(error instanceof DynamoDBServiceException)) throw error;
      const { name, message } = error;
      if (name.startsWith('AccessDenied')) return { refused: { kind: 'denied', message } };
      if (name === 'ResourceNotFoundException') {
        return { refused: { kind: 'denied', message: `${message} (${TableName})` } };
      }
      throw error;
    }
  }
}
