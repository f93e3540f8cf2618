import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { DynamoDbScores } from '../../lib/adapters/dynamodb-scores';
import type { KeptScore } from '../../lib/domain/judge/score-store';

const TABLE = 'scores';

let server: Server & { closeAllConnections(): void };
let client: DynamoDBDocumentClient;
let scores: DynamoDbScores;

beforeEach(async () => {
  server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const plain = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await plain.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
    }),
  );
  client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  scores = new DynamoDbScores(client, TABLE, () => 1_000_000);
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const scored = (score: KeptScore['score'], more: Partial<KeptScore> = {}): KeptScore => ({
  ...{ score, reason: 'Because.', by: 'judge', answers: ['Yes.'], transcript: 't' },
  ...more,
});

describe('the table of scores', () => {
  it('has the scores of a shelf by their names, and none of another', async () => {
    await scores.keep('a', 'one', scored(4));
    await scores.keep('a', 'two', scored(1, { by: 'checks' }));
    await scores.keep('b', 'one', scored(5));
    expect(await scores.scores('a')).toEqual(
      new Map([
        ['one', scored(4)],
        ['two', scored(1, { by: 'checks' })],
      ]),
    );
    expect(await scores.scores('c')).toEqual(new Map());
  });

  it('keeps the first of two scores by one name, and says which that is', async () => {
    expect(await scores.keep('a', 'one', scored(4))).toEqual(scored(4));
    expect(await scores.keep('a', 'one', scored(2))).toEqual(scored(4));
    expect((await scores.scores('a')).get('one')).toEqual(scored(4));
  });

  it('has all scores of a shelf that is longer than a page', async () => {
    const answers = ['x'.repeat(40_000)];
    for (let index = 0; index < 30; index++) await scores.keep('a', `case-${index}`, scored(3, { answers }));
    expect((await scores.scores('a')).size).toBe(30);
  });

  it('has one beginner of each epoch of a judge, and answers the newest', async () => {
    expect(await scores.epoch('judge')).toBeUndefined();
    expect(await scores.beginEpoch('judge', { number: 1, since: 'd-1' })).toEqual({ number: 1, since: 'd-1' });
    expect(await scores.beginEpoch('judge', { number: 1, since: 'd-2' })).toEqual({ number: 1, since: 'd-1' });
    for (let number = 2; number <= 11; number++) await scores.beginEpoch('judge', { number, since: 'd-3' });
    expect(await scores.epoch('judge')).toEqual({ number: 11, since: 'd-3' });
  });

  it('has a call at its worst case until it is known what it used', async () => {
    const [worst, used] = [
      { inputTokens: 900, outputTokens: 400 },
      { inputTokens: 200, outputTokens: 40 },
    ];
    await scores.book('d-1', '0', { worst });
    await scores.book('d-1', '1', { worst });
    await scores.book('d-1', '1', { worst, used });
    expect(await scores.calls('d-1')).toEqual([{ worst }, { worst, used }]);
    expect(await scores.calls('d-2')).toEqual([]);
  });

  it('lets everything go after 400 days', async () => {
    await scores.keep('a', 'one', scored(4));
    await scores.beginEpoch('judge', { number: 1, since: 'd-1' });
    await scores.book('d-1', '0', { worst: { inputTokens: 1, outputTokens: 1 } });
    const { Items: items = [] } = await client.send(new ScanCommand({ TableName: TABLE }));
    expect(items.map(({ expiresAt }) => expiresAt as unknown)).toEqual(Array(3).fill(1000 + 400 * 86_400));
  });
});
