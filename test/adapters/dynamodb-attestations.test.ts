import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAttestations } from '../../lib/adapters/dynamodb-attestations';
import { attestation, person, SUBJECT } from '../domain/attestation/example-attestations';
import { ledgerTable, type LedgerTable } from './ledger-table';

let table: LedgerTable;
let attestations: DynamoDbAttestations;

beforeEach(async () => {
  table = await ledgerTable();
  attestations = new DynamoDbAttestations(table.client, table.tableName);
});

afterEach(() => table.close());

describe('attestations in DynamoDB', () => {
  it('are found by their subject, the oldest first, by one query', async () => {
    const [early, late] = [attestation('unit'), attestation('unit', { at: 1500, figures: { tests: 3 } })];
    const other = attestation('unit', { subject: 'b'.repeat(64) });
    for (const one of [late, early, other]) expect(await attestations.keep(one)).toBe(true);
    const before = table.calls.length;
    expect(await attestations.of(SUBJECT)).toEqual([early, late]);
    expect(table.calls.slice(before)).toEqual(['Query']);
  });

  it('are kept once for each proof, whoever else has it, of whatever subject', async () => {
    const first = attestation('unit');
    const replayed = attestation('qa-lead', { subject: 'b'.repeat(64), at: 1500, proof: first.proof });
    expect(await attestations.keep(first)).toBe(true);
    expect(await attestations.keep(first)).toBe(false);
    expect(await attestations.keep(replayed)).toBe(false);
    expect(await attestations.of('b'.repeat(64))).toEqual([]);
  });

  it('are kept by one of two that race with one proof', async () => {
    const one = attestation('unit');
    const kept = await Promise.allSettled([attestations.keep(one), attestations.keep({ ...one, at: 1001 })]);
    expect(kept.filter((end) => end.status === 'fulfilled' && end.value)).toHaveLength(1);
    expect(await attestations.of(SUBJECT)).toHaveLength(1);
  });

  it('are all kept where people approve at the same moment, whatever they approve as', async () => {
    const approvals = ['qa-lead', 'qa-lead', 'tech-lead'].map((kind, index) =>
      attestation(kind, { proof: `${index}`.repeat(64), by: person(`person-${index}`) }),
    );
    expect(await Promise.all(approvals.map((one) => attestations.keep(one)))).toEqual([true, true, true]);
    expect((await attestations.of(SUBJECT)).map(({ by, kind }) => `${kind} ${by.arn}`).toSorted()).toEqual(
      approvals.map(({ by, kind }) => `${kind} ${by.arn}`).toSorted(),
    );
  });

  it('are in-toto statements, which others can read', async () => {
    const one = attestation('unit');
    await attestations.keep(one);
    const key = { PK: `ATTESTED#${SUBJECT}`, SK: `1970-01-01T00:00:01.000Z#${one.proof}` };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: key }));
    expect(Item).toMatchObject({
      schema: 2,
      statement: {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'Shop/ChatRelease', digest: { sha256: SUBJECT } }],
        predicateType: 'urn:sluice:attestation:v1',
        predicate: { kind: 'unit', outcome: 'pass' },
      },
    });
  });

  it('stop a look where something else lies among them', async () => {
    const Item = { PK: `ATTESTED#${SUBJECT}`, SK: 'x', statement: { kind: 'unit' } };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    await expect(attestations.of(SUBJECT)).rejects.toThrow();
  });
});
