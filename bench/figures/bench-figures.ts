import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { monthKey } from '../../lib/domain/release/ledger-items';
import type { Release } from '../../lib/domain/release/release';

const RELEASES = 10_000;
const GOAL_MS = 3000;
const ROUNDS = 5;
const BEGAN = Date.UTC(2026, 0, 1);
const SPAN_MS = 90 * 24 * 3_600_000;
/** Amazon DynamoDB API Reference, Query: what a page holds at most, and about what one takes. */
const PAGE_BYTES = 1_000_000;
const PAGE_MS = 30;

type Attribute =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly M: Record<string, Attribute> }
  | { readonly L: Attribute[] };

/** Times `sluice metrics` over 10,000 releases of 50 services in a ledger that answers in pages, as DynamoDB does. */
export async function benchFigures(args: readonly string[]): Promise<void> {
  const months = new Map<string, { readonly key: string; readonly item: Attribute; readonly bytes: number }[]>();
  for (let index = 0; index < RELEASES; index++) {
    const release = releaseAt(index);
    const { GSI2PK, GSI2SK } = monthKey(release);
    const item = attributeOf(release);
    // A page is full by what the items are, with the manifest, and not by what is projected of them.
    const row = { key: GSI2SK, item, bytes: JSON.stringify(item).length + 4000 };
    const rows = months.get(GSI2PK);
    if (rows) rows.push(row);
    else months.set(GSI2PK, [row]);
  }
  let pages = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const input = JSON.parse(body) as Record<string, never>;
      const isQuery = String(request.headers['x-amz-target']).endsWith('Query');
      pages += isQuery ? 1 : 0;
      const output = isQuery
        ? pageOf(input, months)
        : { Parameters: [{ Name: '/sluice/default/ledger-table', Value: 'ledger' }] };
      setTimeout(() => response.end(JSON.stringify(output)), PAGE_MS);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timeOf(url));
  server.close();
  const took = [...times].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const result = { releases: RELEASES, pages: pages / ROUNDS, medianMs: Math.round(took), goalMs: GOAL_MS };
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify(result)}\n`
      : `sluice metrics over ${RELEASES} releases: ${result.medianMs} ms (median of ${ROUNDS}), by ${result.pages} pages of ${PAGE_MS} ms; the goal is ${GOAL_MS} ms\n`,
  );
  if (took >= GOAL_MS) process.exitCode = 1;
}

async function timeOf(url: string): Promise<number> {
  const began = performance.now();
  const env = {
    ...process.env,
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
  };
  const args = [
    join(process.cwd(), 'dist/sluice.js'),
    'metrics',
    '--from',
    '2026-01-01',
    '--to',
    '2026-04-01',
    '--by',
    'service',
    '--json',
  ];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`sluice metrics ended with ${code}`);
  return performance.now() - began;
}

interface Query {
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S: string }>>;
  readonly ExclusiveStartKey?: { readonly GSI2SK: { readonly S: string } };
}

function pageOf(
  { ExpressionAttributeValues: values = {}, ExclusiveStartKey: start }: Query,
  months: ReadonlyMap<string, readonly { readonly key: string; readonly item: Attribute; readonly bytes: number }[]>,
) {
  const [month, after, before] = [':month', ':after', ':before'].map((name) => values[name]?.S ?? '');
  const rows = (months.get(month ?? '') ?? []).filter(
    ({ key }) => key >= (after ?? '') && key <= (before ?? '') && key > (start?.GSI2SK.S ?? ''),
  );
  let bytes = 0;
  const page = rows.filter((row) => (bytes += row.bytes) <= PAGE_BYTES);
  const last = page.at(-1);
  return {
    Items: page.map(({ item }) => ({ release: item })),
    ...(last && page.length < rows.length ? { LastEvaluatedKey: { GSI2SK: { S: last.key } } } : {}),
  };
}

function releaseAt(index: number): Release {
  const openedAt = BEGAN + Math.floor((index * SPAN_MS) / RELEASES);
  const isBad = index % 11 === 0;
  return {
    ...{ id: `d-${String(index).padStart(9, '0')}`, functionName: `service-${index % 50}`, aliasName: 'live' },
    ...{ blue: '7', green: '8', deploymentGroup: 'group', state: isBad ? 'rolled-back' : 'released', openedAt },
    ...{ shiftedAt: openedAt + 60_000, decidedAt: openedAt + 300_000, endedAt: openedAt + 900_000, revision: 7 },
    reasons: isBad ? [{ code: 'regressed', message: 'Green fails more often than blue, by what was counted.' }] : [],
    counted: { at: openedAt + 1_200_000, requests: index % 500, failed: isBad ? index % 40 : 0 },
  };
}

function attributeOf(value: unknown): Attribute {
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  if (typeof value !== 'object' || value === null) return { S: String(value) };
  return { M: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, attributeOf(one)])) };
}
