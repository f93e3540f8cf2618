import { ApiError } from '../kernel/api-error';
import type { Execute, Item } from './marshalled';
import { itemOf, keyNames, keyOf } from './table-keys';

const WRITES = new Set(['DeleteItem', 'PutItem', 'UpdateItem']);

export const CONDITION_FAILED = 'ConditionalCheckFailedException';

/**
 * An operation on a single item. Where its condition fails and it asks for the item that was in the way, the error has
 * that item: DynamoDB API Reference, "ReturnValuesOnConditionCheckFailure".
 */
export async function performItemOperation(
  execute: Execute,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { ReturnValuesOnConditionCheckFailure: wanted, ...known } = input;
  if (!WRITES.has(operation) || wanted === undefined) return execute(operation, input);
  checkReturnValues(wanted);
  try {
    return await execute(operation, known);
  } catch (error) {
    if (wanted !== 'ALL_OLD' || !(error instanceof ApiError) || error.code !== CONDITION_FAILED) throw error;
    const { TableName, Key, Item } = known as { readonly TableName: string; readonly Key?: Item; readonly Item?: Item };
    const key = Key ?? keyOf(await keyNames(execute, TableName), Item ?? {});
    const old = await itemOf(execute, TableName, key);
    throw new ApiError(error.code, error.message, error.statusCode, old && { Item: old });
  }
}

export function checkReturnValues(wanted: unknown): void {
  if (wanted === 'ALL_OLD' || wanted === 'NONE') return;
  throw new ApiError(
    'ValidationException',
    `1 validation error detected: Value '${String(wanted)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
  );
}
