import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynaliteTables } from '../../lib/rehearsal/dynamodb/dynalite-tables';
import { Transactions } from '../../lib/rehearsal/dynamodb/transactions';
import { ApiError } from '../../lib/rehearsal/kernel/api-error';
import { LEDGER_INDEXES } from '../../lib/domain/release/ledger-items';

export interface LedgerTable {
  readonly tableName: string;
  readonly client: DynamoDBDocumentClient;
  readonly url: string;
  /** The names of the operations that were called. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

/** An empty ledger's table in memory, by dynalite, with the transactions that dynalite lacks. Closed by the test. */
export async function ledgerTable(tableName = 'ledger'): Promise<LedgerTable> {
  const tables = new DynaliteTables();
  const execute = <T>(operation: string, input: unknown) => tables.execute<T>(operation, input);
  const transactions = new Transactions(execute, () => 0);
  await execute('CreateTable', description(tableName));
  const calls: string[] = [];
  // One after the other, so that a transaction is one to everybody else.
  let last: Promise<unknown> = Promise.resolve();
  const perform = (operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
    calls.push(operation);
    const done = last.then(() =>
      operation === 'TransactWriteItems' ? transactions.write(input, 'a test') : execute(operation, input),
    );
    last = done.catch(() => undefined);
    return done;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Readonly<Record<string, unknown>>;
      const answer = (status: number, output: unknown) =>
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(output));
      perform(operation, input).then(
        (output) => answer(200, output),
        (error: unknown) => {
          const { code, message, members } =
            error instanceof ApiError ? error : new ApiError('InternalServerError', String(error));
          answer(400, { __type: code, message, ...members });
        },
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plain = new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    tableName,
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    calls,
    url,
    close: async () => {
      plain.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The table as the platform's stack makes it. */
function description(tableName: string) {
  const keys = LEDGER_INDEXES.map((index) => ({ index, prefix: index === 'Unsettled' ? 'Unsettled' : index }));
  const schema = (prefix: string) => [
    { AttributeName: `${prefix}PK`, KeyType: 'HASH' },
    { AttributeName: `${prefix}SK`, KeyType: 'RANGE' },
  ];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['', ...keys.map(({ prefix }) => prefix)].flatMap((prefix) => [
      { AttributeName: `${prefix}PK`, AttributeType: 'S' },
      { AttributeName: `${prefix}SK`, AttributeType: 'S' },
    ]),
    KeySchema: schema(''),
    GlobalSecondaryIndexes: keys.map(({ index, prefix }) => ({
      IndexName: index,
      KeySchema: schema(prefix),
      Projection: { ProjectionType: index === 'Unsettled' ? 'KEYS_ONLY' : 'ALL' },
    })),
  };
}
