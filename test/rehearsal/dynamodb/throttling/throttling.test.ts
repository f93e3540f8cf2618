import type { Throttle } from '../../../../lib/rehearsal/dynamodb/throttling/throttle';
import cases from '../../../cases/dynamodb/throttled-calls.json';
import { account, context, keyed } from '../account';
import { Counted } from './counted';

interface Case {
  readonly name: string;
  readonly throttled: readonly Omit<Throttle, 'at' | 'for'>[];
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is answered, at least. */
  readonly output?: object;
  readonly error?: {
    readonly code: string;
    readonly says: string;
    readonly reasons?: readonly string[];
    readonly cancelled?: readonly string[];
  };
  /** What is in the tables afterwards. */
  readonly left?: Readonly<Record<string, readonly object[]>>;
  /** All that is counted of the call. */
  readonly counts: Readonly<Partial<Record<string, number>>>;
}

/** What an error says beside its name. */
interface Said {
  readonly message?: string;
  readonly throttlingReasons?: readonly { readonly reason: string; readonly resource: string }[];
  readonly CancellationReasons?: readonly { readonly Code: string }[];
}

const ORDERS = {
  ...keyed,
  AttributeDefinitions: [...keyed.AttributeDefinitions, { AttributeName: 'day', AttributeType: 'S' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byDay',
      KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TableName: 'orders',
};

/** Two tables, of which something is throttled, and all that is counted from then on. */
async function throttledTables(throttled: Case['throttled']) {
  const counted = new Counted();
  const { dynamoDb, provider, send, simulation } = account({}, {}, { countMetrics: counted.count });
  await provider('Table').create(ORDERS, context);
  await provider('GlobalTable').create({ ...keyed, Replicas: [{ Region: 'eu-west-1' }], TableName: 'titles' }, context);
  dynamoDb.throttles.use(throttled.map((one) => ({ ...one, at: 0, for: 60_000 })));
  dynamoDb.throttles.begin();
  await simulation.run(() => simulation.sleep(1));
  counted.forget();
  return { counted, dynamoDb, send };
}

describe('a call of DynamoDB while something is throttled', () => {
  it.each(cases as readonly Case[])(
    '$name',
    async ({ throttled, operation, input, output = {}, error, left = {}, counts }) => {
      const { counted, dynamoDb, send } = await throttledTables(throttled);

      const answer = await send(operation, input);

      const refused = error && { __type: error.code };
      expect(answer).toMatchObject({ status: refused ? 400 : 200, output: refused ?? output });
      const { message = '', throttlingReasons, CancellationReasons } = answer.output as Said;
      expect(message).toContain(error?.says ?? '');
      expect(throttlingReasons?.map(({ reason, resource }) => `${reason} ${resource}`)).toEqual(error?.reasons);
      expect(CancellationReasons?.map(({ Code }) => Code)).toEqual(error?.cancelled);
      expect(counted.all()).toEqual(counts);
      for (const [table, items] of Object.entries(left)) await expect(dynamoDb.items(table)).resolves.toEqual(items);
    },
  );
});

describe('a call that a fault throttles', () => {
  it('is answered and counted by what it names, whatever the scenario throttles', async () => {
    const { counted, dynamoDb } = await throttledTables([]);
    const item = { TableName: 'orders', Item: { id: { S: 'a' } } };

    expect(dynamoDb.refusal('PutItem', item)).toMatchObject({
      code: 'ThrottlingException',
      members: {
        throttlingReasons: [
          {
            reason: 'TableWriteKeyRangeThroughputExceeded',
            resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
          },
        ],
      },
    });
    expect(counted.all()).toEqual({
      'WriteThrottleEvents orders': 1,
      'WriteKeyRangeThroughputThrottleEvents orders': 1,
      'ThrottledRequests orders PutItem': 1,
    });
  });

  it.each([
    ['is about no items', 'DescribeTable', { TableName: 'orders' }],
    ['names a table that is not there', 'PutItem', { TableName: 'nobody', Item: { id: { S: 'a' } } }],
  ])('counts in no metric of a table where it %s', async (_, operation, input) => {
    const { counted, dynamoDb } = await throttledTables([]);

    expect(dynamoDb.refusal(operation, input)).toBeUndefined();
    expect(counted.all()).toEqual({});
  });
});
