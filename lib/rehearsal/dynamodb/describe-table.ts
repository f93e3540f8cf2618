import type { Place } from '../kernel/place';
import type { Execute } from './marshalled';

interface Index {
  readonly IndexName: string;
}

/** What dynalite makes up differently in every run. */
interface Described {
  readonly TableName: string;
  readonly TableArn?: string;
  readonly TableId?: string;
  readonly CreationDateTime?: number;
  readonly GlobalSecondaryIndexes?: readonly Index[];
}

/**
 * DescribeTable, with the account's own ARNs and virtual times.
 *
 * @param createdAt when a table was made, in milliseconds since the epoch
 */
export async function describeTable(
  execute: Execute,
  input: unknown,
  place: Place | undefined,
  createdAt: (table: string) => number | undefined,
): Promise<object> {
  const { Table } = await execute<{ readonly Table: Described }>('DescribeTable', input);
  const { TableName, GlobalSecondaryIndexes } = Table;
  const created = createdAt(TableName);
  const arn = place?.arn('dynamodb', `table/${TableName}`) ?? Table.TableArn;
  return {
    Table: {
      ...Table,
      TableArn: arn,
      TableId: TableName,
      ...(created === undefined ? {} : { CreationDateTime: created / 1000 }),
      ...(GlobalSecondaryIndexes && {
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
          ...index,
          IndexArn: `${arn ?? ''}/index/${index.IndexName}`,
        })),
      }),
    },
  };
}
