import { once } from 'node:events';
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type AttributeValue, CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { importLines } from '../../../examples/manga-assist/catalogue/import-lines';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { DynamoDbCatalogue } from '../../../examples/manga-assist/service/catalogue/dynamodb-catalogue';

const TABLE = 'Catalogue';

describe('the catalogue in DynamoDB', () => {
  let server: Server;
  let client: DynamoDBDocumentClient;

  beforeEach(async () => {
    server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dynamoDb = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
      maxAttempts: 1,
    });
    client = DynamoDBDocumentClient.from(dynamoDb);
    await dynamoDb.send(
      new CreateTableCommand({
        TableName: TABLE,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  });

  afterEach(() => {
    client.destroy();
    server.close();
  });

  async function put(items: readonly Record<string, unknown>[]): Promise<void> {
    for (let at = 0; at < items.length; at += 25) {
      const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    }
  }

  it('gives all titles, sorted by id', async () => {
    await put(titles);
    expect(await new DynamoDbCatalogue(client, TABLE).all()).toEqual(titles);
  });

  it('reads the items that the import lines make', async () => {
    for (const line of importLines(titles).trimEnd().split('\n')) {
      const { Item } = JSON.parse(line) as { readonly Item: Record<string, AttributeValue> };
      await client.send(new PutItemCommand({ TableName: TABLE, Item }));
    }
    expect(await new DynamoDbCatalogue(client, TABLE).all()).toEqual(titles);
  });

  it('reads on when the titles are more than the megabyte of one page', async () => {
    const long = titles.map((title) => ({ ...title, description: 'x'.repeat(30_000) }));
    await put(long);
    expect(await new DynamoDbCatalogue(client, TABLE).all()).toEqual(long);
  });

  it('scans once, and finds each title as it is now', async () => {
    await put(titles);
    const catalogue = new DynamoDbCatalogue(client, TABLE);
    const before = await catalogue.all();
    const akira = { ...titles.find(({ id }) => id === 'akira')!, priceCents: 1 };
    await client.send(new PutCommand({ TableName: TABLE, Item: akira }));
    expect(await catalogue.all()).toBe(before);
    expect(await catalogue.find('akira')).toEqual(akira);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await new DynamoDbCatalogue(client, TABLE).find('nana')).toBeUndefined();
  });

  it('names the item that is not a title, and what is wrong with it', async () => {
    await put([{ ...titles[0], volumes: 'many' }]);
    await expect(new DynamoDbCatalogue(client, TABLE).all()).rejects.toThrow(
      /^Item "20th-century-boys" of table Catalogue is not a title\. Correct volumes: /u,
    );
  });

  it('tries again after a scan that failed', async () => {
    await put([{ ...titles[0], volumes: 'many' }]);
    const catalogue = new DynamoDbCatalogue(client, TABLE);
    await expect(catalogue.all()).rejects.toThrow('is not a title');
    await put([titles[0]!]);
    expect(await catalogue.all()).toEqual([titles[0]]);
  });
});
