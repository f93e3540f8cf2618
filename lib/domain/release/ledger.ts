import type { GateRecord, NewRelease, Release } from './release';

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
