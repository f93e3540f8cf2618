import { ApiError } from '../kernel/api-error';
import type { Execute, Item } from './marshalled';

interface Described {
  readonly Table: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
}

/** The names of a table's key attributes. */
export async function keyNames(execute: Execute, table: string): Promise<readonly string[]> {
  try {
    const { Table } = await execute<Described>('DescribeTable', { TableName: table });
    return Table.KeySchema.map(({ AttributeName }) => AttributeName);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'ResourceNotFoundException') throw error;
    // Operations on items say less than DescribeTable does.
    throw new ApiError(error.code, 'Requested resource not found', error.statusCode);
  }
}

/** The part of an item that is its key. A name that the item lacks is left out: DynamoDB refuses such a key itself. */
export function keyOf(names: readonly string[], item: Item): Item {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = item[name];
      return value ? [[name, value] as const] : [];
    }),
  );
}

/** The item of a key, as it is now; undefined where there is none. */
export async function itemOf(execute: Execute, table: string, key: Item): Promise<Item | undefined> {
  const { Item: item } = await execute<{ readonly Item?: Item }>('GetItem', {
    TableName: table,
    Key: key,
    ConsistentRead: true,
  });
  return item;
}
