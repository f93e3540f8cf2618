import fc from 'fast-check';
import { jsonProtocol } from '../../../lib/rehearsal/endpoint/json-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { dynamoDbPermissions } from '../../../lib/rehearsal/dynamodb/dynamodb-permissions';
import { place } from '../../../lib/rehearsal/kernel/place';
import cases from '../../cases/dynamodb/transactions.json';
import { account, caller, context, keyed } from './account';

const { dynamoDb, provider, send, simulation } = account();

let tables = 0;
const table = async (items: readonly object[] = []) => {
  tables += 1;
  const TableName = `transactions-${tables}`;
  await provider('Table').create({ ...keyed, TableName }, context);
  for (const Item of items) await send('PutItem', { TableName, Item });
  return TableName;
};
/** The actions of a transaction, all on one table. */
const on = (TableName: string, actions: readonly object[]) =>
  actions.map((action) =>
    Object.fromEntries(Object.entries(action).map(([kind, input]) => [kind, { TableName, ...(input as object) }])),
  );
const id = (S: string) => ({ id: { S } });

describe('TransactWriteItems', () => {
  it.each(cases)('$name', async ({ before, items, after, reasons }) => {
    const TableName = await table(before);
    const { status, output } = await send('TransactWriteItems', { TransactItems: on(TableName, items) });
    await expect(dynamoDb.items(TableName)).resolves.toEqual(after);
    expect({ status, output }).toEqual(
      reasons
        ? {
            status: 400,
            output: {
              __type: 'TransactionCanceledException',
              message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
              CancellationReasons: reasons,
            },
          }
        : { status: 200, output: {} },
    );
  });

  it('writes all or nothing, whatever the conditions', async () => {
    const step = fc.record({
      kind: fc.constantFrom('Put', 'Delete', 'Update', 'ConditionCheck'),
      holds: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const before = steps.map((_, index) => ({ ...id(`i${index}`), n: { N: '1' } }));
        const TableName = await table(before);
        const actions = steps.map(({ kind, holds }, index) => ({
          [kind]: {
            ...(kind === 'Put' ? { Item: { ...id(`i${index}`), n: { N: '2' } } } : { Key: id(`i${index}`) }),
            ...(kind === 'Update' ? { UpdateExpression: 'SET n = :two' } : {}),
            ConditionExpression: holds ? 'n = :one' : 'n = :three',
            ExpressionAttributeValues: {
              [holds ? ':one' : ':three']: { N: holds ? '1' : '3' },
              ...(kind === 'Update' ? { ':two': { N: '2' } } : {}),
            },
          },
        }));
        const all = steps.every(({ holds }) => holds);
        const { status } = await send('TransactWriteItems', { TransactItems: on(TableName, actions) });
        const expected = steps.flatMap(({ kind }, index) => {
          const written = all && kind !== 'ConditionCheck';
          if (written && kind === 'Delete') return [];
          return [{ id: `i${index}`, n: written ? 2 : 1 }];
        });
        expect(status).toBe(all ? 200 : 400);
        await expect(dynamoDb.items(TableName)).resolves.toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('is one to everybody else, and takes no virtual time', async () => {
    const TableName = await table([{ ...id('a'), n: { N: '0' } }]);
    const add = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    const fails = { Item: id('b'), ConditionExpression: 'attribute_exists(id)' };
    const start = simulation.now;
    const seen = await simulation.run(async () => {
      const transaction = send('TransactWriteItems', {
        TransactItems: on(TableName, [{ Update: { Key: id('a'), ...add } }, { Put: fails }]),
      });
      const reads = Array.from({ length: 10 }, () => send('GetItem', { TableName, Key: id('a') }));
      await transaction;
      return Promise.all(reads);
    });
    expect(seen.map(({ output }) => output)).toEqual(seen.map(() => ({ Item: { ...id('a'), n: { N: '0' } } })));
    expect(simulation.now).toBe(start);
  });

  it('is done once for the same token within ten minutes', async () => {
    const TableName = await table([{ ...id('a'), n: { N: '0' } }]);
    const add = (value: string) => ({
      ClientRequestToken: 'token',
      TransactItems: on(TableName, [
        {
          Update: {
            Key: id('a'),
            UpdateExpression: 'ADD n :v',
            ExpressionAttributeValues: { ':v': { N: value } },
          },
        },
      ]),
    });
    await send('TransactWriteItems', add('1'));
    await expect(send('TransactWriteItems', add('1'))).resolves.toEqual({ status: 200, output: {} });
    await expect(dynamoDb.items(TableName)).resolves.toEqual([{ id: 'a', n: 1 }]);
    await expect(send('TransactWriteItems', add('2'))).resolves.toMatchObject({
      output: { __type: 'IdempotentParameterMismatchException' },
    });
    await simulation.run(() => simulation.sleep(600_000));
    await send('TransactWriteItems', add('1'));
    await expect(dynamoDb.items(TableName)).resolves.toEqual([{ id: 'a', n: 2 }]);
  });

  it('is refused with a token that is too long', async () => {
    const TransactItems = on(await table(), [{ Put: { Item: id('a') } }]);
    await expect(
      send('TransactWriteItems', { TransactItems, ClientRequestToken: 'x'.repeat(37) }),
    ).resolves.toMatchObject({
      status: 400,
      output: { message: expect.stringContaining('Member must have length less than or equal to 36') as string },
    });
  });

  it('is refused with a table that is not there', async () => {
    const TransactItems = on('nowhere', [{ Put: { Item: id('a') } }]);
    await expect(send('TransactWriteItems', { TransactItems })).resolves.toEqual({
      status: 400,
      output: { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
    });
  });

  it.each([
    [
      'no items',
      () => [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      '101 items',
      () => Array.from({ length: 101 }, (_, i) => ({ Put: { Item: id(`${i}`) } })),
      'Member must have length',
    ],
    [
      'one item twice',
      () => [{ Put: { Item: id('a') } }, { Delete: { Key: id('a') } }],
      'multiple operations on one item',
    ],
    ['two actions in one', () => [{ Put: { Item: id('a') }, Delete: { Key: id('b') } }], 'can only contain one of'],
    ['no action at all', () => [{}], 'can only contain one of'],
    [
      'an expression that cannot be read',
      () => [{ Put: { Item: id('a') } }, { Delete: { Key: id('b'), ConditionExpression: 'what?' } }],
      'Invalid ConditionExpression',
    ],
  ])('is refused as a whole with %s', async (_, actions, message) => {
    const TableName = await table();
    await expect(send('TransactWriteItems', { TransactItems: on(TableName, actions()) })).resolves.toMatchObject({
      status: 400,
      output: { __type: 'ValidationException', message: expect.stringContaining(message) as string },
    });
    await expect(dynamoDb.items(TableName)).resolves.toEqual([]);
  });

  it('is refused as a whole where a table does not exist, and nothing is written', async () => {
    const TableName = await table();
    const TransactItems = [
      ...on(TableName, [{ Put: { Item: id('a') } }]),
      ...on('nobody', [{ Put: { Item: id('a') } }]),
    ];
    await expect(send('TransactWriteItems', { TransactItems })).resolves.toMatchObject({
      output: { __type: 'ResourceNotFoundException' },
    });
    await expect(dynamoDb.items(TableName)).resolves.toEqual([]);
  });

  it.each([
    ['TransactWriteItems', { TransactItems: [], ReturnConsumedCapacity: 'TOTAL' }, 'ReturnConsumedCapacity'],
    ['TransactWriteItems', { TransactItems: [{ Put: { TableName: 't', Item: {}, Colour: 1 } }] }, 'Put.Colour'],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 't', Key: {}, Colour: 1 } }] }, 'Get.Colour'],
  ])('stops by name at a member of %s that is not emulated', async (operation, input, member) => {
    await expect(dynamoDb.api(operation, input, caller)).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      what: expect.stringContaining(member) as string,
    });
  });

  it('carries its reasons over the wire', () => {
    const error = new ApiError('TransactionCanceledException', 'No.', 400, { CancellationReasons: [{ Code: 'None' }] });
    expect(JSON.parse(jsonProtocol('1.0').refuse(error).body)).toEqual({
      __type: 'TransactionCanceledException',
      message: 'No.',
      CancellationReasons: [{ Code: 'None' }],
    });
  });

  it('needs the permission of each of its parts', () => {
    const permissions = dynamoDbPermissions(place('111122223333', 'eu-west-1'));
    const TransactItems = on('t', [
      { Put: {} },
      { Put: {} },
      { Update: {} },
      { Delete: {} },
      { ConditionCheck: {} },
      { Get: {} },
    ]);
    const resource = 'arn:aws:dynamodb:eu-west-1:111122223333:table/t';
    expect(permissions('TransactWriteItems', { TransactItems })).toEqual(
      ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'GetItem'].map((action) => ({
        action: `dynamodb:${action}`,
        resource,
      })),
    );
    expect(permissions('Query', { TableName: 't', IndexName: 'i' })).toEqual([
      { action: 'dynamodb:Query', resource: `${resource}/index/i` },
    ]);
  });
});

describe('TransactGetItems', () => {
  it('gets several items, in their order, and nothing for those that are missing', async () => {
    const TableName = await table([{ ...id('a'), n: { N: '1' } }, id('b')]);
    const TransactItems = on(TableName, [
      { Get: { Key: id('b') } },
      { Get: { Key: id('x') } },
      { Get: { Key: id('a'), ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'n' } } },
    ]);
    await expect(send('TransactGetItems', { TransactItems })).resolves.toEqual({
      status: 200,
      output: { Responses: [{ Item: id('b') }, {}, { Item: { n: { N: '1' } } }] },
    });
  });
});

describe('a write whose condition fails', () => {
  const blocked = { ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

  it.each([
    ['PutItem', { Item: id('a') }],
    ['DeleteItem', { Key: id('a') }],
    ['UpdateItem', { Key: id('a'), UpdateExpression: 'REMOVE n' }],
  ])('of %s gives the item in its way, where it asks for it', async (operation, input) => {
    const old = { ...id('a'), n: { N: '1' } };
    const TableName = await table([old]);
    const error = { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' };
    await expect(send(operation, { TableName, ...input, ...blocked })).resolves.toEqual({
      status: 400,
      output: { ...error, Item: old },
    });
    const quiet = { ...blocked, ReturnValuesOnConditionCheckFailure: 'NONE' };
    await expect(send(operation, { TableName, ...input, ...quiet })).resolves.toEqual({ status: 400, output: error });
  });

  it('gives no item where none is in its way', async () => {
    const TableName = await table();
    const input = { Key: id('a'), ...blocked, ConditionExpression: 'attribute_exists(id)' };
    const { output } = await send('DeleteItem', { TableName, ...input });
    expect(output).not.toHaveProperty('Item');
  });

  it('asks for the old item or for none', async () => {
    const TableName = await table();
    const input = { Key: id('a'), ReturnValuesOnConditionCheckFailure: 'ALL_NEW' };
    await expect(send('DeleteItem', { TableName, ...input })).resolves.toMatchObject({
      output: { __type: 'ValidationException' },
    });
  });
});
