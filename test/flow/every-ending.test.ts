import { filterPolicyOf, isRouted, type Routing } from '../../lib/domain/delivery/routing';
import { MESSAGE_KINDS, SEVERITIES, type Message, type MessageKind } from '../../lib/domain/message/message';
import { snsTexts } from '../../lib/domain/message/sns-texts';
import type { NewRelease } from '../../lib/domain/release/release';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS } from '../../lib/domain/release/transition';
import { applyEvent } from '../../lib/flow/apply-event';
import { deliverMessage } from '../../lib/flow/deliver-message';
import { publishAtOnce, publishLeftNotices } from '../../lib/flow/publish-notices';
import { applyAndSend, sendOutcome } from '../../lib/flow/send-outcome';
import { compilePattern } from '../../lib/rehearsal/events/event-pattern';
import { InMemoryDeliveries } from '../domain/delivery/in-memory-deliveries';
import { gateRecord, newFirstRelease, newRelease, stopped } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { noticePorts } from './notice-ports';

type Unstamped<T> = T extends ReleaseEvent ? Omit<T, 'at'> : never;
type Step = Unstamped<ReleaseEvent>;

const judged = (phase: 'before-traffic' | 'after-traffic', outcome: 'pass' | 'fail' = 'pass'): Step => ({
  kind: 'judged',
  phase,
  gates: [gateRecord('health', phase, outcome)],
});
const ended = (trafficMoved: boolean, rollsBack: boolean): Step => ({
  kind: 'deployment-ended',
  ending: stopped({ trafficMoved, rollsBack }),
});
const before = judged('before-traffic');
const after = judged('after-traffic');
const succeeded: Step = { kind: 'deployment-ended', ending: { status: 'succeeded' } };
const regressed: Step = { kind: 'regressed', gates: [gateRecord('error-rate', 'in-flight', 'fail')] };
const unknown: Step = { kind: 'outcome-unknown', reason: { code: 'deployment-gone', message: 'It is gone.' } };
const rolledBack = (did: boolean): Step => ({ kind: 'rollback-ended', succeeded: did });
const warned: Step = { kind: 'warned', by: 'latency', warnings: [{ code: 'warned', message: 'It is slow.' }] };
const stuck: Step = { kind: 'stuck', since: 0 };

/** Every way in which a release can end, and what is said on it. */
const PATHS: readonly (readonly [string, NewRelease, readonly Step[], readonly MessageKind[]])[] = [
  ['goes through', newRelease, [before, after, succeeded], ['started', 'released']],
  [
    'goes through, with a warning',
    newRelease,
    [before, warned, warned, after, succeeded],
    ['started', 'warned', 'released'],
  ],
  ['is refused before traffic', newRelease, [judged('before-traffic', 'fail'), ended(false, true)], ['blocked']],
  ['is stopped before traffic', newRelease, [ended(false, true)], ['blocked']],
  [
    'is stopped by the watch',
    newRelease,
    [before, regressed, ended(true, true), rolledBack(true)],
    ['started', 'rolled-back'],
  ],
  ['is stopped by an alarm', newRelease, [before, ended(true, true), rolledBack(true)], ['started', 'rolled-back']],
  [
    'is refused at 100 %',
    newRelease,
    [before, judged('after-traffic', 'fail'), ended(true, true), rolledBack(true)],
    ['started', 'rolled-back'],
  ],
  ['is not put back', newRelease, [before, ended(true, true), rolledBack(false)], ['started', 'failed']],
  ['is stopped for good', newRelease, [before, ended(true, false)], ['started', 'failed']],
  ['is known to nobody any more', newRelease, [before, unknown], ['started', 'failed']],
  ['is stuck, and ends after all', newRelease, [before, stuck, stuck, succeeded], ['started', 'stuck', 'released']],
  ['is stuck, and is known to nobody any more', newRelease, [stuck, unknown], ['stuck', 'failed']],
  ['is the first, and goes through', newFirstRelease, [before, { kind: 'creation-allowed' }, succeeded], ['released']],
  [
    'is the first, and is refused',
    newFirstRelease,
    [judged('before-traffic', 'fail'), ended(false, true)],
    ['blocked'],
  ],
  ['is the first, and is known to nobody', newFirstRelease, [before, unknown], ['failed']],
];

const ROUTINGS: readonly Routing[] = [
  {},
  ...MESSAGE_KINDS.map((kind) => ({ events: [kind] })),
  ...SEVERITIES.map((severity) => ({ severities: [severity] })),
  { services: ['chat'] },
  { services: ['ch*'], severities: ['error', 'critical'] },
  { services: ['*at'], events: ['blocked', 'released'] },
  { services: ['orders', 'orders-*'] },
  { events: ['started', 'stuck'], severities: ['critical'] },
];

/** Plays a path, with each event told twice and whoever makes up for the others coming last, and answers what the topic got. */
async function published(known: NewRelease, steps: readonly Step[]): Promise<readonly Message[]> {
  const ledger = new InMemoryLedger();
  let at = 10_000;
  const { messages, ports } = noticePorts(ledger, () => at);
  const all = { ...ports, ledger };
  await ledger.open(known);
  for (const step of steps.flatMap((one) => [one, one])) {
    at += 1000;
    const event = { ...step, at } as ReleaseEvent;
    if (event.kind.endsWith('-ended') || event.kind === 'outcome-unknown') await applyAndSend(known.id, event, all);
    else await publishAtOnce((await applyEvent(ledger, known.id, event)).notices, all);
  }
  at += 10 * MESSAGE_CLAIM_MS;
  await publishLeftNotices(all);
  await sendOutcome(known.id, all);
  return messages;
}

/** What a channel posts of what the topic gives to its queue, each message twice. */
async function posted(routing: Routing, messages: readonly Message[]): Promise<readonly Message[]> {
  const posts: Message[] = [];
  const policy = filterPolicyOf(routing);
  const passes = policy === undefined ? () => true : compilePattern(policy);
  const deliveries = new InMemoryDeliveries();
  const ports = {
    channel: { name: 'team', routing, hasThreads: false },
    deliveries,
    post: (message: Message) => {
      posts.push(message);
      return Promise.resolve({ kind: 'posted' } as const);
    },
    giveUp: () => Promise.reject(new Error('Nothing is to be given up.')),
    now: () => 1_000_000,
  };
  for (const message of messages.flatMap((one) => [one, one])) {
    if (passes(snsTexts(message).attributes)) await deliverMessage({ message, receives: 1 }, ports);
  }
  return posts;
}

describe.each(PATHS)('a release that %s', (_, known, steps, expected) => {
  it('is said to the topic in as many messages as there are things to say', async () => {
    expect((await published(known, steps)).map(({ kind }) => kind)).toEqual(expected);
  });

  it.each(ROUTINGS.map((routing) => [JSON.stringify(routing), routing] as const))(
    'is said once in a channel that gets it, and not in another: %s',
    async (__, routing) => {
      const messages = await published(known, steps);
      const routed = messages.filter((message) => isRouted(routing, message));
      expect((await posted(routing, messages)).map(({ id }) => id)).toEqual(routed.map(({ id }) => id));
    },
  );
});

describe('the routings', () => {
  it('let something through and leave something out, each', async () => {
    const all = (await Promise.all(PATHS.map(([, known, steps]) => published(known, steps)))).flat();
    const shares = ROUTINGS.slice(1).map((routing) => all.filter((message) => isRouted(routing, message)).length);
    const nobodys = ROUTINGS.slice(1).filter((__, index) => shares[index] === 0);
    // No check is made yet after a release, nothing is owed, and nothing is released of another service.
    expect(nobodys).toEqual([{ events: ['check-failed'] }, { events: ['owed'] }, { services: ['orders', 'orders-*'] }]);
    expect(shares.filter((share) => share === all.length)).toHaveLength(1);
  });
});
