import type { Effect } from '../domain/release/effect';
import type { Ledger } from '../domain/release/ledger';
import type { Release } from '../domain/release/release';
import type { ReleaseEvent } from '../domain/release/release-event';
import { transition } from '../domain/release/transition';

/** Writers that lose a race try again this often. */
const ATTEMPTS = 5;

/** Applies an event to a release that is kept, and answers what is to be done now. */
export async function applyEvent(
  ledger: Pick<Ledger, 'read' | 'replace'>,
  id: string,
  event: ReleaseEvent,
): Promise<{ readonly release: Release; readonly effects: readonly Effect[] }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const release = await ledger.read(id);
    if (!release) throw new Error(`The ledger has no release ${id}.`);
    const { next, effects } = transition(release, event);
    if (next === release || (await ledger.replace(settled(release, next)))) return { release: next, effects };
  }
  throw new Error(`Release ${id} was changed by others ${ATTEMPTS} times in a row; the event was not applied.`);
}

/** Several steps of one transition are one change of what is kept. */
function settled(before: Release, next: Release): Release {
  return { ...next, revision: before.revision + 1 };
}
