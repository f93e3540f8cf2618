import fc from 'fast-check';
import { findDynamoDbLocal } from '../../bench/dynamodb-local/find-dynamodb-local';
import { plainNumber } from './even-out';
import faultyRequests from './faulty-requests.json';
import { knownDifference, KNOWN_DIFFERENCES } from './known-differences';
import type { Request } from './request';
import { anyRequest, TABLE } from './requests';
import { TwoDynamoDbs } from './two-dynamodbs';

const SEED = 20_260_105;
const SEQUENCES = 40;

const found = findDynamoDbLocal();
const missing = 'missing' in found ? found.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: DynamoDB is not compared with DynamoDB Local, as ${missing}.`);
const skipped = missing === undefined ? '' : ` (skipped: ${missing})`;
const withOracle = missing === undefined ? it : it.skip;

let both: TwoDynamoDbs;

beforeAll(async () => {
  if ('folder' in found) both = await TwoDynamoDbs.start(found.folder);
});
afterAll(() => {
  if ('folder' in found) both.stop();
});

/** What faulty requests may meet. */
const ITEM = {
  pk: { S: 'p1' },
  sk: { N: '1' },
  a: { S: 'text' },
  n: { N: '1' },
  m: { M: { x: { N: '1' } } },
  l: { L: [{ N: '1' }] },
};

/** The known differences that faulty requests have met. */
const met = new Set<string>();

async function askSequences(): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { minLength: 4, maxLength: 16 }), async (requests) => {
      await both.begin();
      for (const request of requests) {
        const answered = await both.ask(request);
        if (answered.ours === answered.local) continue;
        if (!knownDifference(answered)) expect(answered).toEqual({ ...answered, ours: answered.local });
        // Where only one of them wrote, the tables are no longer the same.
        if (answered.ours.startsWith('output') !== answered.local.startsWith('output')) return;
      }
    }),
    { seed: SEED, numRuns: SEQUENCES },
  );
}

async function askFaulty(request: Request): Promise<void> {
  await both.begin();
  const put = { Put: { TableName: TABLE, Item: ITEM } };
  await both.ask({ operation: 'TransactWriteItems', input: { ClientRequestToken: 'first', TransactItems: [put] } });
  const answered = await both.ask(request);
  const known = knownDifference(answered);
  if (known) met.add(known.name);
  expect(answered.local).toMatch(/^\w+: /);
  expect(answered).toEqual(known ? answered : { ...answered, ours: answered.local });
}

function expectAllMet(): void {
  const listed = KNOWN_DIFFERENCES.filter(({ evenedOut }) => evenedOut !== true);
  expect(listed.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
}

describe('the rehearsal’s DynamoDB and DynamoDB Local', () => {
  withOracle(`answer the same to any sequence of good requests${skipped}`, askSequences);

  for (const { name, ...request } of faultyRequests) {
    withOracle(`refuse alike: ${name}${skipped}`, () => askFaulty(request));
  }

  withOracle(`differ in nothing that is listed and no longer so${skipped}`, expectAllMet);
});

describe('a number', () => {
  it.each([
    ['007', '7e0'],
    ['1.0', '1e0'],
    ['-0', '0'],
    ['1200', '12e2'],
    ['1E-5', '1e-5'],
    ['0.00001', '1e-5'],
    ['-9.9e+125', '-99e124'],
  ])('is compared by its value: %s', (text, value) => {
    expect(plainNumber(text)).toBe(value);
  });

  it('keeps all its digits where it is compared', () => {
    expect(plainNumber('12345678901234567890123456789012345678')).not.toBe(
      plainNumber('12345678901234567890123456789012345679'),
    );
  });
});
