import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { canonicalSha256 } from '../../lib/adapters/canonical-json';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { keptRelease, type Item } from '../../lib/domain/audit/kept-release';
import { verifyRelease } from '../../lib/domain/audit/verify-release';
import { openRelease, type Release } from '../../lib/domain/release/release';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { transition } from '../../lib/domain/release/transition';
import { applyEvent } from '../../lib/flow/apply-event';
import { seededRandom } from '../../lib/domain/statistics/seeded-random';
import { gateRecord, newRelease, stopped } from '../domain/release/example-release';
import { Interleaver } from './interleaver';
import { ledgerTable } from './ledger-table';
import { MemoryTable } from './memory-table';

/** So many write to one release at once. */
const WRITERS = 50;

/** What writers may have to say, each at a time of its own. */
function anEvent(draw: () => number, at: number): ReleaseEvent {
  const outcome = draw() < 0.7 ? 'pass' : 'fail';
  const phase = draw() < 0.5 ? 'before-traffic' : 'after-traffic';
  const kinds: readonly ReleaseEvent[] = [
    { kind: 'judged', at, phase, gates: [gateRecord(`gate-${at}`, phase, outcome)] },
    { kind: 'regressed', at, gates: [gateRecord(`watch-${at}`, 'in-flight', 'fail')] },
    { kind: 'gate-run-broke', at, phase, reason: { code: 'broke', message: `It broke at ${at}.` } },
    { kind: 'deployment-ended', at, ending: { status: 'succeeded' } },
    { kind: 'deployment-ended', at, ending: stopped({ trafficMoved: draw() < 0.5, rollsBack: draw() < 0.8 }) },
    { kind: 'rollback-ended', at, succeeded: draw() < 0.8 },
    { kind: 'outcome-unknown', at, reason: { code: 'gone', message: `Nobody knows at ${at}.` } },
    { kind: 'message-claimed', at },
    { kind: 'message-claimed', at },
    { kind: 'message-sent', at },
  ];
  return kinds[Math.floor(draw() * kinds.length)]!;
}

/** Many write to one release, each its own event; says what is not as one after the other would have left it. */
async function playWriters(
  client: DynamoDBDocumentClient,
  tableName: string,
  run: <T>(work: readonly (() => Promise<T>)[]) => Promise<readonly T[]>,
  draw: () => number,
  itemsOf: () => Promise<readonly Item[]>,
): Promise<readonly string[]> {
  const ledger = new DynamoDbLedger(client, tableName);
  // Claims of a message that are a minute apart all hold.
  const events = Array.from({ length: WRITERS }, (_, index) => anEvent(draw, 2000 + index * 61_000));
  const results = await run(
    events.map((event) => async () => {
      await ledger.open(newRelease, 'the manifest');
      // As the decider does: what the event vouches for is there before it.
      if ('gates' in event) for (const gate of event.gates) await ledger.recordGate(newRelease.id, gate);
      return { event, ...(await applyEvent(ledger, newRelease.id, event)) };
    }),
  );
  const kept = keptRelease(newRelease.id, await itemsOf());
  const problems = verifyRelease(kept, canonicalSha256).problems.map(({ message }) => message);
  const told = [...kept.events]
    .sort(([a], [b]) => a - b)
    .map(([, event]) => event as { kind: string; at: number; release: Release });
  // The pure model: the same events, one after the other, in the order in which they were kept.
  const states: Release[] = [openRelease(newRelease)];
  for (const { kind, at } of told.slice(1)) {
    const event = events.find((one) => one.kind === kind && one.at === at);
    if (!event) return [...problems, `Nobody had said ${kind} at ${at}.`];
    const before = states.at(-1)!;
    const { next } = transition(before, event);
    if (next === before) problems.push(`${kind} at ${at} changed nothing, and is kept as if it had.`);
    states.push({ ...next, revision: before.revision + 1 });
  }
  states.forEach((state, place) => {
    if (canonicalSha256(state) !== canonicalSha256(told[place]?.release))
      problems.push(`State ${place + 1} is not that of the model.`);
  });
  const said = told.slice(1).map(({ kind, at }) => `${kind} ${at}`);
  if (new Set(said).size !== said.length) problems.push('An event is kept twice.');
  for (const { event, release } of results) {
    const isKept = said.includes(`${event.kind} ${event.at}`);
    const seen = states[release.revision - 1]!;
    const changesNothing = transition(seen, event).next === seen;
    if (!isKept && !changesNothing) problems.push(`${event.kind} at ${event.at} is lost.`);
    if (isKept && told[release.revision - 1]?.at !== event.at)
      problems.push(`The writer of ${event.kind} at ${event.at} was told of another state.`);
  }
  return problems;
}

/** One play by its seed on a table in memory, in an order by chance; answers what went wrong. */
export async function played(seed: number): Promise<readonly string[]> {
  const draw = seededRandom(`writers ${seed}`);
  const interleaver = new Interleaver(draw);
  const table = new MemoryTable(interleaver.turn);
  const items = () => Promise.resolve([...table.items.values()]);
  return playWriters(table.client, 'ledger', (work) => interleaver.run(work), draw, items);
}

/** The same on dynalite, in the order in which the calls arrive there. */
export async function playedOnDynalite(seed: number): Promise<readonly string[]> {
  const table = await ledgerTable();
  const { client, tableName } = table;
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'PK = :pk',
    ExpressionAttributeValues: { ':pk': `RELEASE#${newRelease.id}` },
  });
  try {
    const atOnce = <T>(work: readonly (() => Promise<T>)[]) => Promise.all(work.map((one) => one()));
    const items = async () => (await client.send(query)).Items ?? [];
    return await playWriters(client, tableName, atOnce, seededRandom(`writers ${seed}`), items);
  } finally {
    await table.close();
  }
}
