import type { GateRecord, NewRelease, Release } from './release';
import type { ReleaseEvent } from './release-event';

/** Something to be said about a release, as it is kept until it is published. */
export interface DueNotice {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Where releases are kept. Who needs less of it asks for less. */
export interface Ledger {
  /** Keeps a new release with the manifest it was made by; answers the one that is there already, if so. */
  open(release: NewRelease, manifest?: string): Promise<Release>;
  read(id: string): Promise<Release | undefined>;
  /** The manifest that a release was opened with, as JSON text. */
  manifest(id: string): Promise<string | undefined>;
  /**
   * Keeps the next state with the event that made it and with what is to be said of it, and answers the state as it is
   * kept; nothing where somebody kept another since.
   */
  replace(next: Release, event: ReleaseEvent, notices?: readonly DueNotice[]): Promise<Release | undefined>;
  /** When something last happened to a release, in milliseconds since the epoch. */
  lastEventAt(release: Release): Promise<number>;
  /** What the gates of a release answered so far. */
  recordedGates(releaseId: string): Promise<readonly GateRecord[]>;
  recordGate(releaseId: string, gate: GateRecord): Promise<void>;
  /** The ids of releases about which something is left to be done, the oldest first; the rest once these are settled. */
  unsettled(): Promise<readonly string[]>;
}
