import fc from 'fast-check';
import { anyValue, listValue, numberValue, setValue, type AttributeValue } from './attribute-values';
import type { Request } from './request';
import { condition, filter, members, projection, update, type Expression } from './expressions';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The table that requests are about: a key of two parts and two indexes. */
export const TABLE = 'Items';

export const TABLE_DEFINITION = {
  TableName: TABLE,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
    { AttributeName: 'kind', AttributeType: 'S' },
    { AttributeName: 'n', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byKind',
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'keysOfKind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

const partition: fc.Arbitrary<AttributeValue> = fc.constantFrom('p1', 'p2').map((S) => ({ S }));
const sort: fc.Arbitrary<AttributeValue> = fc.constantFrom('1', '2', '10', '-3.5', '1.0').map((N) => ({ N }));
const key: fc.Arbitrary<Item> = fc.record({ pk: partition, sk: sort });
const TableName = fc.constant(TABLE);

/** `1` and `1.0` are one key. */
const distinctKeys = fc.uniqueArray(key, {
  minLength: 1,
  maxLength: 4,
  selector: ({ pk, sk }) => JSON.stringify([pk, Number(sk?.N)]),
});

const attributes = fc.record(
  {
    a: anyValue,
    n: fc.constantFrom('1', '2', '2.5').map((N) => ({ N })),
    s: anyValue,
    u: fc.oneof(numberValue, setValue),
    name: anyValue,
    'a.b': anyValue,
    kind: fc.constantFrom('k1', 'k2').map((S) => ({ S })),
    l: listValue,
    m: fc.record({ x: anyValue }).map((M) => ({ M })),
  },
  { requiredKeys: [] },
);

const item = fc.tuple(key, attributes).map(([keys, rest]) => ({ ...rest, ...keys }));

const ReturnValuesOnConditionCheckFailure = seldom(fc.constantFrom('ALL_OLD', 'NONE'));

const defined = (parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

const request = (operation: string, parts: Readonly<Record<string, unknown>>): Request => ({
  operation,
  input: defined(parts),
});

/** A write of a whole item, or of none. */
const conditionalWrite = (operation: string, written: Readonly<Record<string, fc.Arbitrary<Item>>>) =>
  fc
    .record({
      TableName,
      ...written,
      ReturnValues: seldom(fc.constantFrom('NONE', 'ALL_OLD')),
      ReturnValuesOnConditionCheckFailure,
      when: seldom(condition),
    })
    .map(({ when, ...rest }) => request(operation, { ...rest, ...members({ ConditionExpression: when }) }));

const put = conditionalWrite('PutItem', { Item: item });

const get = fc
  .record({ TableName, Key: key, ConsistentRead: fc.boolean(), wanted: seldom(projection) })
  .map(({ wanted, ...rest }) => request('GetItem', { ...rest, ...members({ ProjectionExpression: wanted }) }));

const updateItem = fc
  .record({
    TableName,
    Key: key,
    ReturnValues: seldom(fc.constantFrom('NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW')),
    ReturnValuesOnConditionCheckFailure,
    what: update,
    when: seldom(condition),
  })
  .map(({ what, when, ...rest }) =>
    request('UpdateItem', { ...rest, ...members({ UpdateExpression: what, ConditionExpression: when }) }),
  );

const deleteItem = conditionalWrite('DeleteItem', { Key: key });

const saying = (text: string, values: Readonly<Record<string, AttributeValue>>): Expression => ({
  text,
  names: {},
  values,
});

const keyCondition: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 3, arbitrary: partition.map((p) => saying('pk = :p', { ':p': p })) },
  ...['=', '<', '<=', '>', '>='].map((operator) =>
    fc.tuple(partition, sort).map(([p, s]) => saying(`pk = :p AND sk ${operator} :s`, { ':p': p, ':s': s })),
  ),
  partition.map((p) => saying('pk = :p AND sk BETWEEN :s AND :t', { ':p': p, ':s': { N: '-3.5' }, ':t': { N: '2' } })),
);

const indexCondition: fc.Arbitrary<Expression> = fc.oneof(
  fc.constantFrom('k1', 'k2').map((S) => saying('kind = :k', { ':k': { S } })),
  fc.constantFrom('1', '2').map((N) => saying('kind = :k AND n >= :n', { ':k': { S: 'k1' }, ':n': { N } })),
);

const query = fc
  .record({
    TableName,
    Limit: seldom(fc.constantFrom(1, 2, 3)),
    ScanIndexForward: fc.boolean(),
    key: keyCondition,
    keep: seldom(filter),
    wanted: seldom(projection),
  })
  .map(({ key: of, keep, wanted, ...rest }) =>
    request('Query', {
      ...rest,
      ...members({ KeyConditionExpression: of, FilterExpression: keep, ProjectionExpression: wanted }),
    }),
  );

/** Without pages: which items come first is open where their keys in the index are the same. */
const queryIndex = fc
  .record({
    TableName,
    IndexName: fc.constant('byKind'),
    Select: seldom(fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES')),
    key: indexCondition,
    keep: seldom(filter),
  })
  .map(({ key: of, keep, ...rest }) =>
    request('Query', { ...rest, ...members({ KeyConditionExpression: of, FilterExpression: keep }) }),
  );

const scan = fc
  .record({
    TableName,
    IndexName: seldom(fc.constantFrom('byKind', 'keysOfKind')),
    keep: seldom(filter),
    wanted: seldom(projection),
  })
  .map(({ keep, wanted, ...rest }) =>
    request('Scan', {
      ...rest,
      ...members({
        // An index of keys has nothing else to give, and only DynamoDB Local filters by what it does not have.
        FilterExpression: rest.IndexName === 'keysOfKind' ? undefined : keep,
        ProjectionExpression: rest.IndexName === 'keysOfKind' ? undefined : wanted,
      }),
    }),
  );

const batchWrite = distinctKeys
  .chain((keys) =>
    fc.tuple(
      ...keys.map((Key) =>
        fc.oneof(
          attributes.map((rest) => ({ PutRequest: { Item: { ...rest, ...Key } } })),
          fc.constant({ DeleteRequest: { Key } }),
        ),
      ),
    ),
  )
  .map((requests) => request('BatchWriteItem', { RequestItems: { [TABLE]: requests } }));

const batchGet = fc
  .record({ Keys: distinctKeys, wanted: seldom(projection) })
  .map(({ Keys, wanted }) =>
    request('BatchGetItem', { RequestItems: { [TABLE]: { Keys, ...members({ ProjectionExpression: wanted }) } } }),
  );

function withoutReturnValues(input: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'ReturnValues'));
}

/** A write, or a condition, on an item. */
const action = (Key: Item) =>
  fc.oneof(
    put.map(({ input }) => ({ Put: { ...withoutReturnValues(input), Item: { ...(input.Item as Item), ...Key } } })),
    deleteItem.map(({ input }) => ({ Delete: { ...withoutReturnValues(input), Key } })),
    updateItem.map(({ input }) => ({ Update: { ...withoutReturnValues(input), Key } })),
    fc.record({ when: condition, ReturnValuesOnConditionCheckFailure }).map(({ when, ...rest }) => ({
      ConditionCheck: { TableName: TABLE, Key, ...defined(rest), ...members({ ConditionExpression: when }) },
    })),
  );

/** A transaction may not have two actions on one item. */
const transactWrite = fc
  .record({
    TransactItems: distinctKeys.chain((keys) => fc.tuple(...keys.map(action))),
    ClientRequestToken: seldom(fc.constantFrom('token-1', 'token-2')),
  })
  .map((input) => request('TransactWriteItems', input));

const transactGet = fc.record({ Keys: distinctKeys, wanted: seldom(projection) }).map(({ Keys, wanted }) =>
  request('TransactGetItems', {
    TransactItems: Keys.map((Key) => ({
      Get: { TableName: TABLE, Key, ...members({ ProjectionExpression: wanted }) },
    })),
  }),
);

/** A request that has nothing wrong with it by itself; the table may still have. */
export const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  { weight: 5, arbitrary: put },
  { weight: 2, arbitrary: get },
  { weight: 6, arbitrary: updateItem },
  { weight: 2, arbitrary: deleteItem },
  { weight: 4, arbitrary: query },
  { weight: 2, arbitrary: queryIndex },
  { weight: 2, arbitrary: scan },
  { weight: 2, arbitrary: batchWrite },
  { weight: 1, arbitrary: batchGet },
  { weight: 3, arbitrary: transactWrite },
  { weight: 1, arbitrary: transactGet },
);
