import type { Message } from '../domain/message/message';
import type { Notices } from '../domain/message/notices';
import type { Outcomes } from '../domain/message/outcomes';
import { inTime } from './in-time';

export interface NoticePorts {
  readonly outcomes: Outcomes;
  readonly notices: Notices;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A release does not wait a second for what is said of it; milliseconds. */
const AT_ONCE_MS = 800;

/** What was due so long ago is left to nobody any more, in milliseconds. */
const LEFT_MS = 60_000;

/** Publishes what is to be said of a release now, as far as that takes no time: the rest is the reconciler's. */
export async function publishAtOnce(messages: readonly Message[], ports: NoticePorts): Promise<void> {
  if (messages.length === 0) return;
  await inTime(Promise.all(messages.map((message) => publish(message, ports))), AT_ONCE_MS);
}

/** Publishes what others kept and did not publish; one that cannot be published keeps none of the others waiting. */
export async function publishLeftNotices(ports: NoticePorts): Promise<void> {
  const messages = await ports.notices.due(ports.now() - LEFT_MS);
  const results = await Promise.allSettled(messages.map((message) => publish(message, ports)));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${messages[index]?.id ?? ''}: ${String(result.reason)}`] : [],
  );
  if (failed.length > 0) throw new Error(`These messages could not be published. ${failed.join(' ')}`);
}

/** Who dies in between leaves one that is published once more, with the same id. */
async function publish(message: Message, { outcomes, notices, now }: NoticePorts): Promise<void> {
  await outcomes.publish(message);
  await notices.published(message, now());
}
