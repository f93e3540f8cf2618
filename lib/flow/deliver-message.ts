import { isRouted, type Routing } from '../domain/delivery/routing';
import { afterPost, claimDelivery, type Delivery } from '../domain/delivery/delivery';
import type { Deliveries } from '../domain/delivery/deliveries';
import type { PostMessage, Posted } from '../domain/delivery/posted';
import { claimThread, openedThread } from '../domain/delivery/thread';
import type { Message } from '../domain/message/message';
import { inTime } from './in-time';

export interface DeliveryPorts {
  readonly channel: {
    readonly name: string;
    readonly routing: Routing;
    /** Whether all messages of a release are one thread. */
    readonly hasThreads: boolean;
  };
  readonly deliveries: Deliveries;
  readonly post: PostMessage;
  /** Puts a message where a person finds it. */
  readonly giveUp: (message: Message, said: string) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What became of a message that came out of the channel's queue. */
export type Delivered =
  | { readonly kind: 'not-routed' | 'copy' | 'posted' }
  /** It is not posted, and lies in the dead-letter queue. */
  | { readonly kind: 'given-up'; readonly said: string }
  /** The queue is to give it out again after so many seconds. */
  | { readonly kind: 'later'; readonly seconds: number; readonly said: string }
  /** It is posted, and the ledger does not know. */
  | { readonly kind: 'posted-unkept'; readonly said: string };

/** So long an attempt may take, in milliseconds: a channel that has not answered by then is one that did not. */
export const POST_MS = 20_000;

/** Whoever comes while another is writing the same comes again after so many seconds. */
const RACE_SECONDS = 5;

/**
 * Delivers a message to a channel. Queue and topic give a message out at least once, and so may whoever publishes it, so
 * the ledger says who posts: it is claimed by a conditional write, then posted, then said to be. Who dies between the last
 * two steps leaves an attempt that nobody knows the end of, and only that one is made again.
 *
 * @param received `receives`: how often the queue gave it out, this time included
 */
export async function deliverMessage(
  { message, receives }: { readonly message: Message; readonly receives: number },
  ports: DeliveryPorts,
): Promise<Delivered> {
  const { channel, deliveries, now } = ports;
  // A change of a topic's filter takes up to 15 minutes (Amazon SNS Developer Guide, "Message filtering").
  if (!isRouted(channel.routing, message)) return { kind: 'not-routed' };
  const id = { channel: channel.name, messageId: message.id, releaseId: message.releaseId };
  const claim = claimDelivery(await deliveries.read(id.releaseId, id.channel, id.messageId), id, now());
  if (claim.kind === 'done') return { kind: 'copy' };
  if (claim.kind === 'later') return later(claim.seconds, 'another attempt may be under way');
  if (!(await deliveries.keep(claim.next))) return later(RACE_SECONDS, 'another attempt has just begun');
  const thread = channel.hasThreads ? await threadFor(claim.next, ports) : NO_THREAD;
  if (thread.kind === 'later') return putOff(claim.next, thread.seconds, receives, ports);
  const posted = await attempt(message, thread.kind === 'reply' ? thread.reference : undefined, ports);
  return settle({ message, receives, claimed: claim.next, thread, posted }, ports);
}

const NO_THREAD = { kind: 'none' } as const;

type ThreadPart = ReturnType<typeof claimThread> | typeof NO_THREAD;

async function threadFor(
  { channel, releaseId, messageId }: Delivery,
  { deliveries, now }: DeliveryPorts,
): Promise<ThreadPart> {
  const claim = claimThread(await deliveries.thread(releaseId, channel), { channel, releaseId, messageId }, now());
  if (claim.kind !== 'open' || (await deliveries.keepThread(claim.next))) return claim;
  return { kind: 'later', seconds: RACE_SECONDS };
}

/** Nothing was begun, so nothing is left that would have to be waited for. */
async function putOff(
  claimed: Delivery,
  seconds: number,
  receives: number,
  { deliveries, now }: DeliveryPorts,
): Promise<Delivered> {
  const said = 'another message of the release is beginning its thread';
  const { next } = afterPost(claimed, { kind: 'not-now', said, seconds }, receives, now());
  await deliveries.keep(next);
  return later(seconds, said);
}

async function attempt(message: Message, thread: string | undefined, { post }: DeliveryPorts): Promise<Posted> {
  const done = await inTime(post(message, thread), POST_MS, 'the channel had not answered');
  return 'value' in done ? done.value : { kind: 'unanswered', said: done.error.message };
}

interface Attempted {
  readonly message: Message;
  readonly receives: number;
  readonly claimed: Delivery;
  readonly thread: ThreadPart;
  readonly posted: Posted;
}

async function settle(
  { message, receives, claimed, thread, posted }: Attempted,
  { deliveries, giveUp, now }: DeliveryPorts,
): Promise<Delivered> {
  const after = afterPost(claimed, posted, receives, now());
  switch (after.kind) {
    case 'later': {
      // The queue waits as long as the channel asks for, whether or not the ledger can be told.
      const unkept = await problemOf(deliveries.keep(after.next));
      return later(after.seconds, [after.next.said, unkept].filter((one) => one !== undefined).join('; '));
    }
    case 'give-up':
      // First where a person finds it: who dies then leaves it in the queue as well.
      await giveUp(message, after.said);
      await deliveries.keep(after.next);
      return { kind: 'given-up', said: after.said };
    case 'done': {
      const unkept = await problemOf(keepPosted(after.next, thread, deliveries));
      // The queue must not give it out again, whatever the ledger says.
      return unkept === undefined ? { kind: 'posted' } : { kind: 'posted-unkept', said: unkept };
    }
  }
}

async function keepPosted(
  next: Delivery,
  thread: ThreadPart,
  deliveries: Pick<Deliveries, 'keep' | 'keepThread'>,
): Promise<void> {
  await deliveries.keep(next);
  if (thread.kind !== 'open' || next.reference === undefined) return;
  await deliveries.keepThread(openedThread(thread.next, next.reference));
}

/** Why something could not be kept; undefined where it is. */
async function problemOf(kept: Promise<unknown>): Promise<string | undefined> {
  try {
    await kept;
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function later(seconds: number, said: string): Delivered {
  return { kind: 'later', seconds, said };
}
