import { NotEmulated } from '../../../lib/rehearsal/kernel/not-emulated';
import { account, context, keyed } from './account';

const { dynamoDb, provider, send } = account();

beforeAll(async () => {
  await provider('Table').create({ ...keyed, TableName: 'ledger' }, context);
});

const TableName = 'ledger';
const item = (id: string, others: object = {}) => ({ id: { S: id }, ...others });

describe('the API of DynamoDB', () => {
  it('puts, gets, updates, queries and deletes items', async () => {
    await expect(send('PutItem', { TableName, Item: item('a', { n: { N: '1' } }) })).resolves.toMatchObject({
      status: 200,
    });
    await send('UpdateItem', {
      TableName,
      Key: item('a'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await expect(send('GetItem', { TableName, Key: item('a') })).resolves.toEqual({
      status: 200,
      output: { Item: { id: { S: 'a' }, n: { N: '2' } } },
    });
    await expect(
      send('Query', {
        TableName,
        KeyConditionExpression: 'id = :a',
        ExpressionAttributeValues: { ':a': { S: 'a' } },
      }),
    ).resolves.toMatchObject({ output: { Count: 1 } });
    await send('DeleteItem', { TableName, Key: item('a') });
    await expect(send('GetItem', { TableName, Key: item('a') })).resolves.toEqual({ status: 200, output: {} });
  });

  it('refuses a write whose condition does not hold', async () => {
    await send('PutItem', { TableName, Item: item('once') });
    const again = { TableName, Item: item('once'), ConditionExpression: 'attribute_not_exists(id)' };
    await expect(send('PutItem', again)).resolves.toMatchObject({
      status: 400,
      output: { __type: expect.stringContaining('ConditionalCheckFailedException') as string },
    });
  });

  it.each(['CreateTable', 'DeleteTable', 'BatchExecuteStatement', 'ExecuteStatement', ''])(
    'stops by name at "%s"',
    async (operation) => {
      const sent = send(operation, {});
      await expect(sent).rejects.toBeInstanceOf(NotEmulated);
      await expect(sent).rejects.toThrow(
        `dynamodb:${operation} is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.`,
      );
    },
  );
});

describe('the items of a table', () => {
  it('are plain values in the order of what they say, page after page', async () => {
    await provider('Table').create({ ...keyed, TableName: 'large' }, context);
    const filler = 'x'.repeat(300_000);
    // A page of a scan holds 1 MB.
    for (const id of ['d', 'b', 'e', 'a', 'c']) {
      await send('PutItem', { TableName: 'large', Item: item(id, { filler: { S: filler } }) });
    }
    const items = await dynamoDb.items('large');
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(items[0]).toEqual({ id: 'a', filler });
  });

  it('cannot be read where there is no such table', async () => {
    await expect(dynamoDb.items('nobody')).rejects.toMatchObject({
      name: 'ApiError',
      code: 'ResourceNotFoundException',
    });
  });
});
