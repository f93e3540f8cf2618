import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbWatches } from '../../lib/adapters/dynamodb-watches';
import { lookRecord } from '../../lib/domain/shift/watches';
import { afterLooks, countsBy, errorGate, seenCounts, shiftOf } from '../domain/shift/example-shift';
import { loopback, type Loopback, type Reply } from './loopback';

let server: Loopback;
let client: DynamoDBDocumentClient;
let watches: DynamoDbWatches;
let reply: Reply;

beforeEach(async () => {
  reply = { body: '{}' };
  server = await loopback(() => ({ ...reply, headers: { 'content-type': 'application/x-amz-json-1.0' } }));
  client = DynamoDBDocumentClient.from(new DynamoDBClient(server.client), {
    marshallOptions: { removeUndefinedValues: true },
  });
  watches = new DynamoDbWatches(client, 'ledger');
});

afterEach(async () => {
  client.destroy();
  await server.close();
});

const outage = seenCounts(6, countsBy({ 2: [9e6, 9, 1e6, 1e6] }));
const after = (looks: number) => {
  const state = afterLooks(shiftOf([errorGate('errors')]), [outage]);
  return { ...state, looks };
};
const keep = (looks: number) => watches.keep('d-1', after(looks), lookRecord(after(looks)));
const cancelled = (...codes: readonly string[]): Reply => ({
  status: 400,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  }),
});
const sent = () => JSON.parse(server.seen.at(-1)!.body) as { TransactItems: [{ Put: object }, { Update: object }] };

describe('what watches know, as it is kept', () => {
  it('is new with the first look, whatever that saw', async () => {
    expect(await keep(1)).toBe(true);
    const [{ Put }, { Update }] = sent().TransactItems;
    expect(Put).toMatchObject({
      Item: { PK: { S: 'RELEASE#d-1' }, SK: { S: 'WATCH#STATE' }, looks: { N: '1' } },
      ConditionExpression: 'attribute_not_exists(PK)',
    });
    expect(Update).toMatchObject({ Key: { SK: { S: 'WATCH#LOOKS#0000' } } });
  });

  it.each([
    [60, '0000'],
    [61, '0001'],
  ])('follows the look before: %s, in item %s', async (looks, item) => {
    expect(await keep(looks)).toBe(true);
    const [{ Put }, { Update }] = sent().TransactItems;
    expect(Put).toMatchObject({
      ConditionExpression: '#looks = :before',
      ExpressionAttributeValues: { ':before': { N: String(looks - 1) } },
    });
    expect(Update).toMatchObject({ Key: { SK: { S: `WATCH#LOOKS#${item}` } } });
  });

  it.each([
    ['kept that look already', 'ConditionalCheckFailed'],
    ['writes it now', 'TransactionConflict'],
  ])('is not where somebody else %s', async (_, code) => {
    reply = cancelled(code, 'None');
    expect(await keep(2)).toBe(false);
  });

  it('is an error where it is refused for anything else', async () => {
    reply = cancelled('None', 'ItemCollectionSizeLimitExceeded');
    await expect(keep(2)).rejects.toThrow(TransactionCanceledException);
  });

  it('is read as it was kept', async () => {
    expect(await watches.read('d-1')).toBeUndefined();
    reply = { body: JSON.stringify({ Item: { state: { S: JSON.stringify(after(3)) } } }) };
    expect(await watches.read('d-1')).toEqual(JSON.parse(JSON.stringify(after(3))));
    reply = { body: JSON.stringify({ Item: { state: { S: '{"looks":3}' } } }) };
    await expect(watches.read('d-1')).rejects.toThrow();
  });
});
