import fc from 'fast-check';
import { DeleteCommand, GetCommand, TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ledgerTable, type LedgerTable } from './ledger-table';
import { played, playedOnDynalite } from './many-writers';
import { MemoryTable } from './memory-table';

describe('fifty writers of one release', () => {
  it('leave what one after the other would have left, whatever their order: nothing lost, nothing doubled', async () => {
    for (let seed = 1; seed <= INTERLEAVINGS; seed++) expect([seed, await played(seed)]).toEqual([seed, []]);
  });

  it('do so on DynamoDB’s own expressions', async () => {
    for (let seed = 1; seed <= ON_DYNALITE; seed++) expect([seed, await playedOnDynalite(seed)]).toEqual([seed, []]);
  });
});

/** The longer tests play more of both. */
const INTERLEAVINGS = 50;
const ON_DYNALITE = 1;

describe('the table in memory', () => {
  let table: LedgerTable;

  beforeEach(async () => {
    table = await ledgerTable();
  });

  afterEach(() => table.close());

  it('answers as dynalite does, whatever is written', async () => {
    const key = fc.record({ PK: fc.constantFrom('a', 'b'), SK: fc.constantFrom('META', 'EVENT#1') });
    const revision = fc.integer({ min: 1, max: 3 });
    const put = fc.record({ kind: fc.constant('put' as const), key, revision, isNew: fc.boolean() });
    const update = fc.record({ kind: fc.constant('update' as const), key, revision, settles: fc.boolean() });
    const one = fc.oneof(put, update);
    const step = fc.oneof(
      one,
      fc.tuple(one, one).filter(([a, b]) => a.key.PK !== b.key.PK || a.key.SK !== b.key.SK),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const memory = new MemoryTable();
        await clear(table.client);
        for (const given of steps) {
          const writes = [given].flat().map(writeOf);
          const [left, right] = await Promise.all(
            [memory.client, table.client].map((client) => outcome(client, writes)),
          );
          expect(left).toEqual(right);
        }
        for (const PK of ['a', 'b']) {
          for (const SK of ['META', 'EVENT#1']) {
            const read = new GetCommand({ TableName: 'ledger', Key: { PK, SK } });
            const [left, right] = await Promise.all([memory.client.send(read), table.client.send(read)]);
            expect(left.Item).toEqual(right.Item);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Step =
  | { readonly kind: 'put'; readonly key: Record<string, string>; readonly revision: number; readonly isNew: boolean }
  | {
      readonly kind: 'update';
      readonly key: Record<string, string>;
      readonly revision: number;
      readonly settles: boolean;
    };

function writeOf(step: Step) {
  const release = { revision: step.revision };
  if (step.kind === 'put') {
    const item = { TableName: 'ledger', Item: { ...step.key, release } };
    return { Put: step.isNew ? { ...item, ConditionExpression: 'attribute_not_exists(PK)' } : item };
  }
  return {
    Update: {
      TableName: 'ledger',
      Key: step.key,
      UpdateExpression: step.settles
        ? 'SET #release = :next REMOVE ListPK, ListSK'
        : 'SET #release = :next, ListPK = :left',
      ConditionExpression: '#release.#revision = :before',
      ExpressionAttributeNames: { '#release': 'release', '#revision': 'revision' },
      ExpressionAttributeValues: {
        ':next': release,
        ':before': step.revision - 1,
        ...(step.settles ? {} : { ':left': 'x' }),
      },
    },
  };
}

async function outcome(client: DynamoDBDocumentClient, writes: readonly ReturnType<typeof writeOf>[]): Promise<string> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...writes] as never }));
    return 'written';
  } catch (error) {
    const { name, CancellationReasons: reasons = [] } = error as Error & { CancellationReasons?: { Code: string }[] };
    return `${name} ${reasons.map(({ Code }) => Code).join()}`;
  }
}

async function clear(client: DynamoDBDocumentClient): Promise<void> {
  for (const PK of ['a', 'b']) {
    for (const SK of ['META', 'EVENT#1'])
      await client.send(new DeleteCommand({ TableName: 'ledger', Key: { PK, SK } }));
  }
}
