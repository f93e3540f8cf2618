import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Item } from './marshalled';

const item = v.custom<Item>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const names = v.optional(v.record(v.string(), v.string()));
const condition = {
  ConditionExpression: v.optional(v.string()),
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: v.optional(item),
  ReturnValuesOnConditionCheckFailure: v.optional(v.picklist(['ALL_OLD', 'NONE'])),
  TableName: v.string(),
};
const action = v.strictObject({
  ConditionCheck: v.optional(v.strictObject({ ...condition, ConditionExpression: v.string(), Key: item })),
  Delete: v.optional(v.strictObject({ ...condition, Key: item })),
  Put: v.optional(v.strictObject({ ...condition, Item: item })),
  Update: v.optional(v.strictObject({ ...condition, Key: item, UpdateExpression: v.string() })),
});
const nothing = v.optional(v.literal('NONE'));

/** DynamoDB API Reference, TransactWriteItems and TransactGetItems. A member that is not listed stops by name. */
const INPUT = {
  TransactWriteItems: v.strictObject({
    ClientRequestToken: v.optional(v.string()),
    ReturnConsumedCapacity: nothing,
    ReturnItemCollectionMetrics: nothing,
    TransactItems: v.array(action),
  }),
  TransactGetItems: v.strictObject({
    ReturnConsumedCapacity: nothing,
    TransactItems: v.array(
      v.strictObject({
        Get: v.strictObject({
          ExpressionAttributeNames: names,
          Key: item,
          ProjectionExpression: v.optional(v.string()),
          TableName: v.string(),
        }),
      }),
    ),
  }),
};

const MOST_ACTIONS = 100;
const LONGEST_TOKEN = 36;

/** One write of a transaction, or one condition, with the operation on a single item that does the same. */
export interface TransactWrite {
  readonly kind: 'ConditionCheck' | 'Delete' | 'Put' | 'Update';
  readonly operation: 'DeleteItem' | 'PutItem' | 'UpdateItem';
  readonly table: string;
  /** The key, or the whole item, which holds it. */
  readonly keyed: Item;
  readonly input: object;
  readonly returnsOld: boolean;
}

export type TransactGet = v.InferOutput<typeof INPUT.TransactGetItems>['TransactItems'][number]['Get'];

const OPERATIONS = {
  // An update without an expression writes nothing where the item is there.
  ConditionCheck: 'UpdateItem',
  Delete: 'DeleteItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
} as const;

export function parseTransactWrite(input: unknown, where: string) {
  const { TransactItems, ClientRequestToken } = parse('TransactWriteItems', INPUT.TransactWriteItems, input, where);
  checkCount(TransactItems.length);
  checkToken(ClientRequestToken);
  return { writes: TransactItems.map(writeOf), token: ClientRequestToken };
}

export function parseTransactGet(input: unknown, where: string): readonly TransactGet[] {
  const { TransactItems } = parse('TransactGetItems', INPUT.TransactGetItems, input, where);
  checkCount(TransactItems.length);
  return TransactItems.map(({ Get }) => Get);
}

function writeOf(given: v.InferOutput<typeof action>): TransactWrite {
  const kinds = (['ConditionCheck', 'Delete', 'Put', 'Update'] as const).filter((kind) => given[kind]);
  const [kind, ...more] = kinds;
  const chosen = kind && given[kind];
  if (!chosen || more.length > 0) {
    throw new ApiError('ValidationException', 'TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const { ReturnValuesOnConditionCheckFailure, ...input } = chosen;
  return {
    kind,
    operation: OPERATIONS[kind],
    table: chosen.TableName,
    keyed: 'Item' in chosen ? chosen.Item : chosen.Key,
    input,
    returnsOld: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function checkCount(count: number): void {
  if (count >= 1 && count <= MOST_ACTIONS) return;
  const bound = count < 1 ? 'greater than or equal to 1' : `less than or equal to ${MOST_ACTIONS}`;
  throw invalid(count < 1 ? '[]' : `[${count} actions]`, 'transactItems', bound);
}

function checkToken(token: string | undefined): void {
  if (token === undefined || (token.length >= 1 && token.length <= LONGEST_TOKEN)) return;
  const bound = token === '' ? 'greater than or equal to 1' : `less than or equal to ${LONGEST_TOKEN}`;
  throw invalid(token, 'clientRequestToken', bound);
}

function invalid(value: string, member: string, bound: string): ApiError {
  return new ApiError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function parse<S extends v.GenericSchema>(
  operation: string,
  schema: S,
  input: unknown,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw new NotEmulated(`${v.getDotPath(parsed.issues[0]) ?? 'This input'} of dynamodb:${operation}`, where);
}
