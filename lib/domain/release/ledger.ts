import type { GateRecord, NewRelease, Release } from './release';
import type { ReleaseEvent } from './release-event';
import { transition, type Effect } from './transition';

/** Where releases are kept. Who needs less of it asks for less. */
export interface Ledger {
  /** Keeps a new release with the manifest it was made by; answers the one that is there already, if so. */
  open(release: NewRelease, manifest?: string): Promise<Release>;
  read(id: string): Promise<Release | undefined>;
  /** The manifest that a release was opened with, as JSON text. */
  manifest(id: string): Promise<string | undefined>;
  /** Keeps the next state if nobody kept another since; false where somebody did. */
  replace(next: Release): Promise<boolean>;
  recordGate(releaseId: string, gate: GateRecord): Promise<void>;
  /** The ids of releases about which something is left to be done, the oldest first; the rest once these are settled. */
  unsettled(): Promise<readonly string[]>;
}

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
