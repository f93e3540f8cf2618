import { ApiError } from '../kernel/api-error';
import { CONDITION_FAILED } from './conditional-write';
import type { Execute, Item } from './marshalled';
import { itemOf, keyNames, keyOf } from './table-keys';
import type { TransactWrite } from './transaction-input';

/** Why a write would not do, as `CancellationReasons` has it. */
interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

/** A write with the item it is about. */
interface PlannedWrite extends TransactWrite {
  readonly key: Item;
  readonly old: Item | undefined;
}

const FINE: CancellationReason = { Code: 'None' };

/**
 * What is wrong with an item rather than with the request. DynamoDB Developer Guide, "Error handling": a transaction is
 * cancelled for the one and refused for the other.
 */
const ITEM_ERRORS =
  /^(The provided key element|One or more parameter values were invalid|One or more parameter values are not valid|An operand in the update expression|The provided expression refers to an attribute|Item size)/;

/**
 * All writes or none: DynamoDB API Reference, TransactWriteItems. Each is tried on its own item, and where one will not do
 * the others are undone. Nobody else may touch the tables meanwhile, so nobody sees the difference.
 */
export async function transactWrite(execute: Execute, writes: readonly TransactWrite[]): Promise<void> {
  const planned = await plan(execute, writes);
  const done: PlannedWrite[] = [];
  const reasons: CancellationReason[] = [];
  try {
    for (const write of planned) reasons.push(await tryWrite(execute, write, done));
  } catch (error) {
    await undo(execute, done);
    throw error;
  }
  const cancelled = reasons.some(({ Code }) => Code !== 'None');
  await undo(execute, cancelled ? done : done.filter(({ kind }) => kind === 'ConditionCheck'));
  if (!cancelled) return;
  const codes = reasons.map(({ Code }) => Code).join(', ');
  throw new ApiError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

async function plan(execute: Execute, writes: readonly TransactWrite[]): Promise<readonly PlannedWrite[]> {
  const planned: PlannedWrite[] = [];
  const seen = new Set<string>();
  for (const write of writes) {
    const names = await keyNames(execute, write.table);
    const key = keyOf(names, write.keyed);
    const identity = JSON.stringify([write.table, names.map((name) => key[name])]);
    if (seen.has(identity)) {
      throw new ApiError('ValidationException', 'Transaction request cannot include multiple operations on one item');
    }
    seen.add(identity);
    const old = await reading(itemOf(execute, write.table, key));
    planned.push({ ...write, key, old });
  }
  return planned;
}

/** A key that does not fit its table has no item; the write itself says so. */
async function reading(item: Promise<Item | undefined>): Promise<Item | undefined> {
  try {
    return await item;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'ValidationException') return undefined;
    throw error;
  }
}

async function tryWrite(execute: Execute, write: PlannedWrite, done: PlannedWrite[]): Promise<CancellationReason> {
  try {
    await execute(write.operation, write.input);
    done.push(write);
    return FINE;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === CONDITION_FAILED) {
      const Item = write.returnsOld && write.old ? { Item: write.old } : {};
      return { Code: 'ConditionalCheckFailed', Message: error.message, ...Item };
    }
    if (error.code === 'ValidationException' && ITEM_ERRORS.test(error.message)) {
      return { Code: 'ValidationError', Message: error.message };
    }
    throw error;
  }
}

async function undo(execute: Execute, writes: readonly PlannedWrite[]): Promise<void> {
  for (const { table, key, old } of writes) {
    if (old) await execute('PutItem', { TableName: table, Item: old });
    else await execute('DeleteItem', { TableName: table, Key: key });
  }
}
