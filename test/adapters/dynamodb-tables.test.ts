import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbTables } from '../../lib/adapters/dynamodb-tables';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback | undefined;
let client: DynamoDBClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function tables(reply: Reply): Promise<DynamoDbTables> {
  server = await loopback(() => ({ ...reply, headers: { 'content-type': 'application/x-amz-json-1.0' } }));
  client = new DynamoDBClient(server.client);
  return new DynamoDbTables(client);
}

const table = (Table?: object): Reply => ({ body: JSON.stringify({ Table }) });
const failure = (type: string, message: string): Reply => ({
  ...{ status: 400, body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }) },
});

describe('the indexes of a table', () => {
  it('are the global ones, by their names', async () => {
    const described = await tables(
      table({
        TableName: 'catalogue',
        GlobalSecondaryIndexes: [{ IndexName: 'by-author' }, { IndexName: 'by-genre' }],
        LocalSecondaryIndexes: [{ IndexName: 'by-price' }],
      }),
    );
    expect(await described.indexes('catalogue')).toEqual({ names: ['by-author', 'by-genre'] });
    expect(JSON.parse(server?.seen[0]?.body ?? '')).toEqual({ TableName: 'catalogue' });
  });

  it('are none of a table that has none', async () => {
    const described = await tables(table({ TableName: 'catalogue' }));
    expect(await described.indexes('catalogue')).toEqual({ names: [] });
  });

  it('are not none where DynamoDB says nothing of the table', async () => {
    const described = await tables(table());
    await expect(described.indexes('catalogue')).rejects.toThrow('DynamoDB says nothing of table catalogue.');
  });

  it('are refused in AWS’s words', async () => {
    const message = 'User: release is not authorized to perform: dynamodb:DescribeTable';
    const described = await tables(failure('AccessDeniedException', message));
    expect(await described.indexes('catalogue')).toEqual({ refused: { kind: 'denied', message } });
  });

  it('are refused by the name of the table where there is none', async () => {
    const described = await tables(failure('ResourceNotFoundException', 'Requested resource not found'));
    const message = 'Requested resource not found (catalogue)';
    expect(await described.indexes('catalogue')).toEqual({ refused: { kind: 'denied', message } });
  });

  it.each(['ThrottlingException', 'InternalServerError', 'ExpiredTokenException'])(
    'that cannot be read for now are an error, which the next look may not have: %s',
    async (type) => {
      const described = await tables(failure(type, 'Not now'));
      await expect(described.indexes('catalogue')).rejects.toMatchObject({ name: type });
    },
  );
});
