import fc from 'fast-check';
import { POST_CLAIM_MS } from '../../lib/domain/delivery/delivery';
import type { Posted } from '../../lib/domain/delivery/posted';
import type { Routing } from '../../lib/domain/delivery/routing';
import type { Message } from '../../lib/domain/message/message';
import { deliverMessage, POST_MS, type Delivered, type DeliveryPorts } from '../../lib/flow/deliver-message';
import { InMemoryDeliveries } from '../domain/delivery/in-memory-deliveries';
import { sentMessage } from '../domain/delivery/sent-message';
import { ChannelQueue } from './channel-queue';

/** What a channel does about one post. */
type Behaviour =
  | { readonly does: 'posts' }
  /** It is not there. */
  | { readonly does: 'nothing' }
  /** It posts, and its answer never comes. */
  | { readonly does: 'posts-silently' }
  | { readonly does: 'says-later'; readonly seconds?: number | undefined }
  /** It redirects, or answers what it never answers. */
  | { readonly does: 'refuses' }
  /** It posts, and whoever asked it to dies. */
  | { readonly does: 'posts-and-kills' }
  | { readonly does: 'kills' };

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom<Behaviour>(
    { does: 'posts' },
    { does: 'nothing' },
    { does: 'posts-silently' },
    { does: 'refuses' },
    { does: 'posts-and-kills' },
    { does: 'kills' },
  ),
  fc.record({ does: fc.constant('says-later' as const), seconds: fc.option(fc.nat(5000), { nil: undefined }) }),
);

class Died extends Error {}

interface ChannelSettings {
  readonly routing?: Routing;
  readonly hasThreads?: boolean;
  readonly behaviours?: readonly Behaviour[];
  /** Which of the writes to the ledger fail, by their numbers. */
  readonly lostWrites?: readonly number[];
}

/** A channel with its queue, its notifier and what is kept of it. */
function channel({ routing = {}, hasThreads = false, behaviours = [], lostWrites = [] }: ChannelSettings = {}) {
  const kept = new InMemoryDeliveries();
  const posts: { readonly id: string; readonly thread: string | undefined; readonly at: number }[] = [];
  const unanswered = new Map<string, number>();
  const notBefore = new Map<string, number>();
  const tooSoon: string[] = [];
  const left = [...behaviours];
  let [writes, at] = [0, 0];
  const life: { isOver: boolean } = { isOver: false };
  const isOver = () => life.isOver;
  const write = async (work: () => Promise<boolean>) => {
    if (life.isOver) throw new Died();
    writes += 1;
    if (lostWrites.includes(writes)) throw new Error('The ledger does not answer.');
    return work();
  };
  const posted = (message: Message, thread: string | undefined) => posts.push({ id: message.id, thread, at });
  const lost = ({ id }: Message) => unanswered.set(id, (unanswered.get(id) ?? 0) + 1);
  const post = (message: Message, thread: string | undefined): Promise<Posted> => {
    if (at < (notBefore.get(message.id) ?? 0)) tooSoon.push(message.id);
    const next = left.shift() ?? { does: 'posts' };
    switch (next.does) {
      case 'posts':
        return Promise.resolve({ kind: 'posted', reference: String(posted(message, thread)) });
      case 'nothing':
        lost(message);
        return Promise.resolve({ kind: 'unanswered', said: 'ECONNREFUSED' });
      case 'posts-silently':
        posted(message, thread);
        lost(message);
        return Promise.resolve({ kind: 'unanswered', said: 'TimeoutError' });
      case 'says-later':
        if (next.seconds !== undefined) notBefore.set(message.id, at + next.seconds * 1000);
        return Promise.resolve({ kind: 'not-now', said: 'answered 429', seconds: next.seconds });
      case 'refuses':
        return Promise.resolve({ kind: 'refused', said: 'answered 302' });
      case 'posts-and-kills':
        posted(message, thread);
        lost(message);
        life.isOver = true;
        throw new Died();
      case 'kills':
        lost(message);
        life.isOver = true;
        throw new Died();
    }
  };
  const queue = new ChannelQueue<Message>();
  const ports: DeliveryPorts = {
    channel: { name: 'slack', routing, hasThreads },
    deliveries: {
      read: (...key) => kept.read(...key),
      keep: (next) => write(() => kept.keep(next)),
      thread: (...key) => kept.thread(...key),
      keepThread: (next) => write(() => kept.keepThread(next)),
    },
    post,
    giveUp: (message) => {
      queue.deadLetters.push(message);
      return Promise.resolve();
    },
    now: () => at,
  };
  /** Plays until the queue is empty. */
  const play = async () => {
    const delivered: Delivered[] = [];
    for (let next = queue.receive(at); next; next = queue.receive(at)) {
      at = next.at;
      life.isOver = false;
      const one = await deliverMessage({ message: next.body, receives: next.receives }, ports).catch(
        (error: unknown) => error,
      );
      // Of one that died nobody hears, and what threw stays in the queue.
      if (isOver() || one instanceof Error) continue;
      delivered.push(one as Delivered);
      const { kind } = one as Delivered;
      if (kind === 'later') queue.hide(next.handle, at + (one as { readonly seconds: number }).seconds * 1000);
      else queue.delete(next.handle);
    }
    return delivered;
  };
  return { queue, kept, posts, unanswered, tooSoon, play, ports };
}

const message = sentMessage();

describe('a message to a channel', () => {
  it('is posted once, and the ledger says so', async () => {
    const { queue, play, posts, kept } = channel();
    queue.send(message, 0);
    expect(await play()).toEqual([{ kind: 'posted' }]);
    expect(posts).toHaveLength(1);
    expect([...kept.deliveries.values()]).toMatchObject([{ state: 'posted', attempts: 1, messageId: message.id }]);
  });

  it('is posted once however many copies come', async () => {
    const { queue, play, posts } = channel();
    for (const at of [0, 0, 10, 500_000]) queue.send(message, at);
    expect((await play()).filter(({ kind }) => kind !== 'later').map(({ kind }) => kind)).toEqual([
      'posted',
      'copy',
      'copy',
      'copy',
    ]);
    expect(posts).toHaveLength(1);
  });

  it('is not posted where the routing leaves it out, although the filter let it through', async () => {
    const { queue, play, posts, kept } = channel({ routing: { events: ['released'] } });
    queue.send(message, 0);
    expect(await play()).toEqual([{ kind: 'not-routed' }]);
    expect(posts).toEqual([]);
    expect(kept.deliveries.size).toBe(0);
  });

  it('waits as long as the channel asks for', async () => {
    const { queue, play, posts } = channel({ behaviours: [{ does: 'says-later', seconds: 77 }] });
    queue.send(message, 0);
    await play();
    expect(posts).toEqual([{ id: message.id, thread: undefined, at: 77_000 }]);
  });

  it('waits as long also where the ledger cannot be told', async () => {
    const { queue, play, posts } = channel({ behaviours: [{ does: 'says-later', seconds: 777 }], lostWrites: [2] });
    queue.send(message, 0);
    expect(await play()).toEqual([
      { kind: 'later', seconds: 777, said: 'answered 429; Error: The ledger does not answer.' },
      { kind: 'posted' },
    ]);
    expect(posts.map(({ at }) => at)).toEqual([777_000]);
  });

  it('waits twice as long each time where the channel is down', async () => {
    const down = { does: 'nothing' } as const;
    const { queue, play, posts } = channel({ behaviours: [down, down, down] });
    queue.send(message, 0);
    await play();
    expect(posts.map(({ at }) => at)).toEqual([70_000]);
  });

  it('lies in the dead-letter queue where the channel never takes it', async () => {
    const { queue, play, posts, kept } = channel({ behaviours: [{ does: 'refuses' }] });
    queue.send(message, 0);
    expect(await play()).toEqual([{ kind: 'given-up', said: 'answered 302' }]);
    expect(posts).toEqual([]);
    expect(queue.deadLetters).toEqual([message]);
    expect([...kept.deliveries.values()]).toMatchObject([{ state: 'refused', said: 'answered 302' }]);
    // A person changes what was wrong and puts it back.
    queue.send(message, 1_000_000);
    await play();
    expect(posts).toHaveLength(1);
  });

  it('lies in the dead-letter queue where the channel is down for more than half a day', async () => {
    const { queue, play, posts } = channel({ behaviours: Array<Behaviour>(50).fill({ does: 'nothing' }) });
    queue.send(message, 0);
    await play();
    expect(posts).toEqual([]);
    expect(queue.deadLetters).toEqual([message]);
  });

  it('is posted again where whoever posted it died, and not before the claim is over', async () => {
    const { queue, play, posts } = channel({ behaviours: [{ does: 'posts-and-kills' }] });
    queue.send(message, 0);
    queue.send(message, 1000);
    await play();
    expect(posts).toHaveLength(2);
    expect(posts[1]?.at).toBeGreaterThanOrEqual(POST_CLAIM_MS);
  });

  it('is not posted again where it is posted and the ledger cannot be told', async () => {
    // The first write is the claim, the second that it was posted.
    const { queue, play, posts } = channel({ lostWrites: [2] });
    queue.send(message, 0);
    expect(await play()).toEqual([{ kind: 'posted-unkept', said: 'Error: The ledger does not answer.' }]);
    expect(posts).toHaveLength(1);
  });

  it('counts as not answered where the channel answers nothing at all', async () => {
    jest.useFakeTimers();
    try {
      const { ports } = channel();
      const never = { ...ports, post: () => new Promise<Posted>(() => undefined) };
      const delivered = deliverMessage({ message, receives: 1 }, never);
      await jest.advanceTimersByTimeAsync(POST_MS);
      expect(await delivered).toEqual({ kind: 'later', seconds: 10, said: 'the channel had not answered after 20 s.' });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the messages of a release in a channel with threads', () => {
  const started = sentMessage({ id: 'd-1-started', kind: 'started' });

  it('hang together, and those of another release do not', async () => {
    const { queue, play, posts } = channel({ hasThreads: true });
    const other = sentMessage({ id: 'd-2-released', releaseId: 'd-2', kind: 'released' });
    [started, message, other].forEach((one, index) => {
      queue.send(one, index * 1000);
    });
    await play();
    expect(posts.map(({ id, thread }) => [id, thread])).toEqual([
      ['d-1-started', undefined],
      ['d-1-rolled-back', '1'],
      ['d-2-released', undefined],
    ]);
  });

  it('have one thread where the first is posted late', async () => {
    const { queue, play, posts } = channel({
      hasThreads: true,
      behaviours: [{ does: 'says-later', seconds: 30 }],
    });
    queue.send(started, 0);
    queue.send(message, 1000);
    await play();
    expect(posts.filter(({ thread }) => thread === undefined)).toHaveLength(1);
    expect(posts).toHaveLength(2);
  });
});

describe('messages to a channel that does what it likes', () => {
  const sent = fc.array(fc.record({ which: fc.nat(2), at: fc.nat(600_000) }), { minLength: 1, maxLength: 8 });

  it('are never lost, and doubled only by what nobody knows the end of', async () => {
    await fc.assert(
      fc.asyncProperty(
        sent,
        fc.array(behaviour, { maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
        fc.boolean(),
        async (copies, behaviours, lostWrites, hasThreads) => {
          const { queue, play, posts, unanswered } = channel({ behaviours, lostWrites, hasThreads });
          const messages = ['started', 'warned', 'rolled-back'].map((id) => sentMessage({ id }));
          for (const { which, at } of [...copies].sort((a, b) => a.at - b.at)) queue.send(messages[which]!, at);
          await play();
          for (const { id } of copies.map(({ which }) => messages[which]!)) {
            const times = posts.filter((post) => post.id === id).length;
            const isKept = times > 0 || queue.deadLetters.some((one) => one.id === id);
            expect(isKept).toBe(true);
            // A write that is lost after a post is not known to have been posted, where another copy comes later.
            expect(times).toBeLessThanOrEqual(1 + (unanswered.get(id) ?? 0) + lostWrites.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are never too soon, and doubled only by an attempt that was never answered, where the ledger answers', async () => {
    await fc.assert(
      fc.asyncProperty(sent, fc.array(behaviour, { maxLength: 40 }), async (copies, behaviours) => {
        const { queue, play, posts, unanswered, tooSoon } = channel({ behaviours });
        const messages = ['started', 'warned', 'rolled-back'].map((id) => sentMessage({ id }));
        for (const { which, at } of [...copies].sort((a, b) => a.at - b.at)) queue.send(messages[which]!, at);
        await play();
        for (const { id } of messages) {
          const times = posts.filter((post) => post.id === id).length;
          expect(times).toBeLessThanOrEqual(1 + (unanswered.get(id) ?? 0));
        }
        expect(tooSoon).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
