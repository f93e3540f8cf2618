import type { Effect, Notice } from '../domain/release/effect';
import type { Message } from '../domain/message/message';
import { noticeMessage } from '../domain/message/notice-message';
import type { Ledger } from '../domain/release/ledger';
import type { Release } from '../domain/release/release';
import type { ReleaseEvent } from '../domain/release/release-event';
import { transition } from '../domain/release/transition';

/** Writers that lose a race try again this often: of those that race one wins, so as many may. */
const ATTEMPTS = 64;

export interface Applied {
  readonly release: Release;
  readonly effects: readonly Effect[];
  /** What is to be said, as it is kept: it is published now, or by the reconciler. */
  readonly notices: readonly Message[];
}

/**
 * Applies an event to a release that is kept, and answers what is to be done now.
 *
 * @param isHeard whether anybody wants to hear of a notice: what nobody does is not kept
 */
export async function applyEvent(
  ledger: Pick<Ledger, 'read' | 'replace'>,
  id: string,
  event: ReleaseEvent,
  isHeard: (notice: Notice) => boolean = () => true,
): Promise<Applied> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const release = await ledger.read(id);
    if (!release) throw new Error(`The ledger has no release ${id}.`);
    const { next, effects } = transition(release, event);
    if (next === release) return { release, effects, notices: [] };
    const notices = noticesOf(next, effects, isHeard);
    const kept = await ledger.replace(settled(release, next), event, notices);
    if (kept) return { release: kept, effects, notices: notices.map((notice) => ({ ...notice, head: kept.head })) };
  }
  throw new Error(`Release ${id} was changed by others ${ATTEMPTS} times in a row; the event was not applied.`);
}

function noticesOf(
  next: Release,
  effects: readonly Effect[],
  isHeard: (notice: Notice) => boolean,
): readonly Message[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send-notice' && isHeard(effect.notice) ? [noticeMessage(next, effect.notice)] : [],
  );
}

/** Several steps of one transition are one change of what is kept. */
function settled(before: Release, next: Release): Release {
  return { ...next, revision: before.revision + 1 };
}
