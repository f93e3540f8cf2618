import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbFacts } from '../../lib/adapters/dynamodb-facts';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { DynamoDbReleases } from '../../lib/adapters/dynamodb-releases';
import { LEDGER_INDEXES, UNSETTLED_INDEX } from '../../lib/domain/release/ledger-items';
import { textTable } from '../text-table';
import { anyDynamoDb, type RunningDynamoDb } from './any-dynamodb';
import { itemsOfRelease, OWN } from './ledger-of';

const TABLE = 'ledger';
/** Releases in the ledger; the last with `--full`, in DynamoDB Local. */
const SIZES = [100, 100_000];
const FULL = 1_000_000;
const BATCH = 25;
/** So many batches are written at a time. */
const AT_A_TIME = 8;
/** It says how far it is each time that it has written so many. */
const SAY_EVERY = 20_000;

/** Reads as people and functions do, by how many read request units each takes in a ledger of so many releases. */
export async function benchLedger(args: readonly string[]): Promise<void> {
  const isFull = args.includes('--full');
  const running = await anyDynamoDb(isFull);
  if ('missing' in running) {
    process.stderr.write(`SKIPPED: no ledger of ${text(FULL)} releases, as ${running.missing}.\n`);
    return;
  }
  try {
    await measure(running, isFull ? [...SIZES, FULL] : SIZES, args.includes('--json'));
  } finally {
    await running.stop();
  }
}

async function measure({ url }: RunningDynamoDb, sizes: readonly number[], isJson: boolean): Promise<void> {
  const plain = new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const units = metered(plain);
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  await plain.send(new CreateTableCommand(description()));
  const rows: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
    Object.keys(patterns(client)).map((name) => [name, []]),
  );
  let written = 0;
  for (const size of sizes) {
    await fill(client, written, size);
    written = size;
    for (const [name, read] of Object.entries(patterns(client))) {
      units.length = 0;
      await read();
      (rows[name] as number[]).push(units.reduce((sum, one) => sum + one, 0));
    }
    process.stderr.write(`${text(written)} releases written and read.\n`);
  }
  plain.destroy();
  const isSame = Object.values(rows).every((of) => of.every((one) => one === of[0]));
  const result = { sizes, units: rows, same: isSame };
  const table = textTable([
    ['read request units of', ...sizes.map((size) => `${text(size)} releases`)],
    ...Object.entries(rows).map(([name, of]) => [name, ...of.map(String)]),
  ]);
  process.stdout.write(isJson ? `${JSON.stringify(result)}\n` : `${table}\n`);
  if (!isSame) process.exitCode = 1;
}

function text(count: number): string {
  return count.toLocaleString('en-US');
}

async function fill(client: DynamoDBDocumentClient, from: number, to: number): Promise<void> {
  for (let next = from; next < to;) {
    const rows = Array.from({ length: AT_A_TIME }, (_, index) => next + index * BATCH).filter((first) => first < to);
    await Promise.all(rows.map((first) => write(client, first, Math.min(to, first + BATCH))));
    next += AT_A_TIME * BATCH;
    if (Math.floor(next / SAY_EVERY) > Math.floor((next - AT_A_TIME * BATCH) / SAY_EVERY))
      process.stderr.write(`${text(Math.min(next, to))} of ${text(to)} releases written.\n`);
  }
}

/** The access patterns: each is one query, or one item. */
function patterns(client: DynamoDBDocumentClient): Readonly<Record<string, () => Promise<unknown>>> {
  const ledger = new DynamoDbLedger(client, TABLE);
  const releases = new DynamoDbReleases(client, TABLE);
  const facts = new DynamoDbFacts(client, TABLE);
  return {
    'a release': () => ledger.read(OWN.id),
    'its manifest': () => ledger.manifest(OWN.id),
    'its gates': () => ledger.recordedGates(OWN.id),
    'all of it': () => releases.items(OWN.id),
    'the last ten of a service': () => releases.ofService(OWN.service, 'live', { since: 0, most: 10 }),
    'those of a day': () => releases.between(OWN.day, OWN.day + 86_399_999),
    'those that are not settled': () => ledger.unsettled(),
    'the facts of a commit': () => facts.read(OWN.subject),
  };
}

async function write(client: DynamoDBDocumentClient, from: number, to: number): Promise<void> {
  const items = Array.from({ length: to - from }, (_, index) => itemsOfRelease(from + index)).flat();
  for (let first = 0; first < items.length; first += BATCH) {
    const some = items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: some } }));
  }
}

/** Has DynamoDB say what each call consumed, in a list. */
function metered(client: DynamoDBClient): number[] {
  const units: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity: consumed } = result.output as {
        readonly ConsumedCapacity?: { readonly CapacityUnits?: number } | readonly unknown[];
      };
      if (consumed && 'CapacityUnits' in consumed) units.push(consumed.CapacityUnits ?? 0);
      return result;
    },
    { step: 'initialize' },
  );
  return units;
}

function description() {
  const schema = (prefix: string) => [
    { AttributeName: `${prefix}PK`, KeyType: 'HASH' as const },
    { AttributeName: `${prefix}SK`, KeyType: 'RANGE' as const },
  ];
  return {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: ['', ...LEDGER_INDEXES].flatMap((prefix) => [
      { AttributeName: `${prefix}PK`, AttributeType: 'S' as const },
      { AttributeName: `${prefix}SK`, AttributeType: 'S' as const },
    ]),
    KeySchema: schema(''),
    GlobalSecondaryIndexes: LEDGER_INDEXES.map((index) => ({
      IndexName: index,
      KeySchema: schema(index),
      Projection: { ProjectionType: index === UNSETTLED_INDEX ? ('KEYS_ONLY' as const) : ('ALL' as const) },
    })),
  };
}
