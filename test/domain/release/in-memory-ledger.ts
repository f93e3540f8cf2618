import type { Ledger } from '../../../lib/domain/release/ledger';
import {
  isSettled,
  openRelease,
  type GateRecord,
  type NewRelease,
  type Release,
} from '../../../lib/domain/release/release';

/** A ledger that keeps what it is given, by the same rule as the real one: who did not see the last change loses. */
export class InMemoryLedger implements Ledger {
  readonly gates: GateRecord[] = [];
  private readonly kept = new Map<string, { readonly release: Release; readonly manifest: string | undefined }>();

  open(known: NewRelease, manifest?: string): Promise<Release> {
    const { release } = this.kept.get(known.id) ?? { release: openRelease(known) };
    if (!this.kept.has(known.id)) this.kept.set(known.id, { release, manifest });
    return Promise.resolve(release);
  }

  read(id: string): Promise<Release | undefined> {
    return Promise.resolve(this.kept.get(id)?.release);
  }

  manifest(id: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(id)?.manifest);
  }

  replace(next: Release): Promise<boolean> {
    const before = this.kept.get(next.id);
    if (before?.release.revision !== next.revision - 1) return Promise.resolve(false);
    this.kept.set(next.id, { ...before, release: next });
    return Promise.resolve(true);
  }

  unsettled(): Promise<readonly string[]> {
    const releases = [...this.kept.values()].map(({ release }) => release);
    return Promise.resolve(releases.filter((release) => !isSettled(release)).map(({ id }) => id));
  }

  recordGate(_: string, gate: GateRecord): Promise<void> {
    this.gates.push(gate);
    return Promise.resolve();
  }
}
