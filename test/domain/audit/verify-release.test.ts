import fc from 'fast-check';
import { canonicalSha256 } from '../../../lib/adapters/canonical-json';
import { keptRelease, type Item } from '../../../lib/domain/audit/kept-release';
import { verifyRelease } from '../../../lib/domain/audit/verify-release';
import { applyEvent } from '../../../lib/flow/apply-event';
import type { ReleaseEvent } from '../../../lib/domain/release/release-event';
import { gateRecord, newRelease, stopped } from '../release/example-release';
import { InMemoryLedger } from '../release/in-memory-ledger';

const chat = gateRecord('chat', 'before-traffic', 'pass');
const EVENTS: readonly ReleaseEvent[] = [
  { kind: 'judged', at: 2000, phase: 'before-traffic', gates: [chat] },
  { kind: 'deployment-ended', at: 3000, ending: stopped({ trafficMoved: true, rollsBack: true }) },
  { kind: 'rollback-ended', at: 4000, succeeded: true },
  { kind: 'message-claimed', at: 5000 },
  { kind: 'message-sent', at: 6000 },
];

/** The items of a release as they lie in the table once it has ended: its own, six events, a gate. */
async function items(): Promise<Item[]> {
  const ledger = new InMemoryLedger();
  await ledger.open(newRelease, 'the manifest');
  for (const event of EVENTS) await applyEvent(ledger, 'd-1', event);
  const release = await ledger.read('d-1');
  const key = { PK: 'RELEASE#d-1' };
  return [
    ...ledger.events.map((event) => ({
      ...key,
      SK: `EVENT#${String(event.sequence).padStart(6, '0')}`,
      schema: 2,
      event,
    })),
    { ...key, SK: 'GATE#before-traffic#chat', gate: chat },
    { ...key, SK: 'META', schema: 2, release, manifest: 'the manifest' },
    { ...key, SK: 'WATCH#STATE', looks: 3, state: '{}' },
    { ...key, SK: 'LABEL#chat', label: {} },
  ];
}

const verify = (all: readonly Item[], anchor?: string) =>
  verifyRelease(keptRelease('d-1', all), canonicalSha256, anchor);
const kinds = (all: readonly Item[], anchor?: string) =>
  verify(all, anchor).problems.map(({ kind, sequence }) => [kind, sequence]);
const eventOf = (item: Item) => item.event as Record<string, unknown>;
/** The items, with something else in the place of one. */
const change = (all: readonly Item[], SK: string, by: (item: Item) => Item | undefined) =>
  all.flatMap((item) => (item.SK === SK ? [by(item)].filter((one) => one !== undefined) : [item]));

describe('the record of a release', () => {
  it('is sound as it was kept', async () => {
    const all = await items();
    const head = canonicalSha256(eventOf(all[5]!));
    expect(verify(all)).toEqual({ releaseId: 'd-1', problems: [], events: 6, unproven: 0, unvouched: [], head });
    expect(kinds(all, head)).toEqual([]);
    expect(kinds(all, canonicalSha256(eventOf(all[2]!)))).toEqual([]);
  });

  it('says of which gates’ records no event speaks', async () => {
    const SK = 'GATE#before-traffic#security';
    const all = [...(await items()), { SK, gate: gateRecord('security', 'before-traffic', 'pass') }];
    expect(verify(all)).toMatchObject({ problems: [], unvouched: ['security (before-traffic)'] });
  });

  it.each([1, 2, 3, 4, 5, 6])('is not, with event %s changed', async (sequence) => {
    const changed = change(await items(), `EVENT#00000${sequence}`, (item) => ({
      ...item,
      event: { ...eventOf(item), at: 999 },
    }));
    expect(kinds(changed)).toContainEqual(['event-changed', sequence]);
  });

  it.each([1, 2, 3, 4, 5, 6])('is not, with event %s dropped', async (sequence) => {
    const dropped = change(await items(), `EVENT#00000${sequence}`, () => undefined);
    expect(kinds(dropped)).toContainEqual(['event-missing', sequence]);
  });

  it('is not, with two events swapped', async () => {
    const all = await items();
    const swapped = all.map((item, place) =>
      place === 1 || place === 2 ? { ...item, event: all[3 - place]!.event } : item,
    );
    expect(kinds(swapped)).toEqual(
      expect.arrayContaining([
        ['event-out-of-place', 2],
        ['event-out-of-place', 3],
      ]),
    );
  });

  it('is not, with an event put in', async () => {
    const all = await items();
    const added = { ...all[5]!, SK: 'EVENT#000007', event: { ...eventOf(all[5]!), sequence: 7 } };
    expect(kinds([...all, added])).toEqual([['event-added', 7]]);
  });

  it('is not, with an event put in and all that follow moved by one', async () => {
    const all = await items();
    const moved = all.slice(2, 6).map((item, index) => ({ ...item, SK: `EVENT#00000${index + 4}` }));
    const forged = { ...all[2]!, event: { ...eventOf(all[2]!), at: 2500 } };
    expect(kinds([...all.slice(0, 2), forged, ...moved, ...all.slice(6)])).toContainEqual(['event-out-of-place', 4]);
  });

  it.each([
    ['another outcome', { state: 'released' }],
    ['another person to blame', { decidedBy: 'nobody' }],
    ['a word more', { comment: 'all was well' }],
  ])('is not, with %s in its state', async (_, by) => {
    const changed = change(await items(), 'META', (item) => ({
      ...item,
      release: { ...(item.release as Item), ...by },
    }));
    expect(kinds(changed)).toContainEqual(['state-changed', undefined]);
  });

  it.each([undefined, 'another manifest'])('is not, with the manifest %j', async (manifest) => {
    const changed = change(await items(), 'META', (item) => ({ ...item, manifest }));
    expect(kinds(changed)).toEqual([['manifest-changed', undefined]]);
  });

  it('is not, with a gate changed or dropped', async () => {
    const all = await items();
    const key = 'GATE#before-traffic#chat';
    const kinder = { ...chat, verdict: { ...chat.verdict, outcome: 'fail' } };
    expect(kinds(change(all, key, (item) => ({ ...item, gate: kinder })))).toEqual([['gate-changed', undefined]]);
    expect(kinds(change(all, key, () => undefined))).toEqual([['gate-missing', undefined]]);
  });

  it('goes by the last that was said of a gate', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open(newRelease);
    const again = gateRecord('chat', 'before-traffic', 'fail');
    await applyEvent(ledger, 'd-1', EVENTS[0]!);
    await applyEvent(ledger, 'd-1', { kind: 'regressed', at: 2500, gates: [again] });
    const all = [
      ...ledger.events.map((event) => ({ SK: `EVENT#00000${event.sequence}`, event })),
      { SK: 'META', release: await ledger.read('d-1') },
    ];
    expect(kinds([...all, { SK: 'GATE#before-traffic#chat', gate: again }])).toEqual([]);
    expect(kinds([...all, { SK: 'GATE#before-traffic#chat', gate: chat }])).toEqual([['gate-changed', undefined]]);
  });

  it('is found rewritten from one event to the end by what a message had told, and by nothing else', async () => {
    const all = await items();
    const told = canonicalSha256(eventOf(all[3]!));
    let previous: string | undefined;
    const rewritten = all.slice(0, 6).map((item, place) => {
      const event = {
        ...eventOf(item),
        ...(place === 1 ? { at: 999 } : {}),
        ...(previous === undefined ? {} : { previous }),
      };
      previous = canonicalSha256(event);
      return { ...item, event };
    });
    const state = change(all.slice(6), 'META', (item) => ({
      ...item,
      release: { ...(item.release as Item), head: previous },
    }));
    expect(kinds([...rewritten, ...state])).toEqual([]);
    expect(kinds([...rewritten, ...state], told)).toEqual([['anchor-not-found', undefined]]);
  });

  it.each([7, 1e300, -1, 2.5])('is not, with a revision of %s, and is read in no time', async (revision) => {
    const changed = change(await items(), 'META', (item) => ({
      ...item,
      release: { ...(item.release as Item), revision },
    }));
    expect(kinds(changed).length).toBeGreaterThan(0);
  });

  it.each(['sequence', 'releaseId', 'previous', 'kind', 'release'])(
    'is not, with something in the place of the %s of an event that is no text at all',
    async (name) => {
      const forged = change(await items(), 'EVENT#000002', (item) => ({
        ...item,
        event: { ...eventOf(item), [name]: { toString: 'no function', valueOf: null } },
      }));
      expect(kinds(forged).map(([, sequence]) => sequence)).toContain(2);
    },
  );

  it('is not, without what is in an event or a gate', async () => {
    const all = await items();
    expect(kinds(change(all, 'EVENT#000002', ({ PK, SK }) => ({ PK, SK })))).toContainEqual(['event-out-of-place', 2]);
    const key = 'GATE#before-traffic#chat';
    expect(kinds(change(all, key, ({ PK, SK }) => ({ PK, SK })))).toEqual([['gate-missing', undefined]]);
    const named = { ...chat, name: { toString: 'no function' } };
    expect(kinds(change(all, key, (item) => ({ ...item, gate: named })))).toEqual([['gate-changed', undefined]]);
  });

  it('says what was kept before there were events', async () => {
    const all = await items();
    const release = { ...(all.find(({ SK }) => SK === 'META')?.release as Item) };
    delete release.head;
    expect(verify([{ SK: 'META', release }])).toEqual({
      releaseId: 'd-1',
      problems: [],
      events: 0,
      unproven: 6,
      unvouched: [],
    });
  });

  it('misses events where the release names one and none is there', async () => {
    const bare = (await items()).filter(
      ({ SK }) => !String(SK).startsWith('EVENT#') && !String(SK).startsWith('GATE#'),
    );
    expect(kinds(bare)).toEqual([['event-missing', undefined]]);
  });

  it.each([[[]], [[{ SK: 'META', release: { id: 'd-1' } }]]])('is none: %j', (all) => {
    expect(kinds(all)).toEqual([['no-release', undefined]]);
  });

  it('shows whatever somebody changes in it, at any depth', async () => {
    const all = await items();
    const proven = all.filter(
      ({ SK }) => String(SK).startsWith('EVENT#') || String(SK).startsWith('GATE#') || SK === 'META',
    );
    const place = fc.integer({ min: 0, max: proven.length - 1 });
    fc.assert(
      fc.property(place, fc.nat(), fc.jsonValue(), (which, where, value) => {
        const item = structuredClone(proven[which]!) as Record<string, unknown>;
        const holder = (item.event ?? item.gate ?? item.release) as Record<string, unknown>;
        const leaves = leavesOf(holder);
        const [parent, name] = leaves[where % leaves.length]!;
        fc.pre(canonicalSha256({ v: parent[name] }) !== canonicalSha256({ v: value }));
        parent[name] = value;
        expect(verify(all.map((one) => (one === proven[which] ? item : one))).problems).not.toEqual([]);
      }),
    );
  });
});

/** Every name of an object and of those in it, with the object that has it. */
function leavesOf(holder: Record<string, unknown>): (readonly [Record<string, unknown>, string])[] {
  return Object.entries(holder).flatMap(([name, value]) => [
    [holder, name] as const,
    ...(typeof value === 'object' && value !== null ? leavesOf(value as Record<string, unknown>) : []),
  ]);
}
