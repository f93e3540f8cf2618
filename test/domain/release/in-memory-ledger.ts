import { canonicalSha256 } from '../../../lib/adapters/canonical-json';
import { followingEvent, openingEvent, type LedgerEvent } from '../../../lib/domain/release/ledger-event';
import { unsettledKey } from '../../../lib/domain/release/ledger-items';
import type { ReleaseEvent } from '../../../lib/domain/release/release-event';
import type { DueNotice, Ledger } from '../../../lib/domain/release/ledger';
import { openRelease, type GateRecord, type NewRelease, type Release } from '../../../lib/domain/release/release';

/** A ledger that keeps what it is given, by the same rule as the real one: who did not see the last change loses. */
export class InMemoryLedger implements Ledger {
  readonly gates: GateRecord[] = [];
  readonly events: LedgerEvent[] = [];
  readonly notices: DueNotice[] = [];
  private readonly kept = new Map<string, { readonly release: Release; readonly manifest: string | undefined }>();

  open(known: NewRelease, manifest?: string): Promise<Release> {
    const kept = this.kept.get(known.id);
    if (kept) return Promise.resolve(kept.release);
    const opened = openRelease(known);
    const event = openingEvent(opened, manifest, canonicalSha256);
    const release = { ...opened, head: canonicalSha256(event) };
    this.kept.set(known.id, { release, manifest });
    this.events.push(event);
    return Promise.resolve(release);
  }

  read(id: string): Promise<Release | undefined> {
    return Promise.resolve(this.kept.get(id)?.release);
  }

  manifest(id: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(id)?.manifest);
  }

  replace(next: Release, by: ReleaseEvent, notices: readonly DueNotice[] = []): Promise<Release | undefined> {
    const before = this.kept.get(next.id);
    if (before?.release.revision !== next.revision - 1) return Promise.resolve(undefined);
    const event = followingEvent(next, by, canonicalSha256);
    const release = { ...next, head: canonicalSha256(event) };
    this.kept.set(next.id, { ...before, release });
    this.events.push(event);
    this.notices.push(...notices);
    return Promise.resolve(release);
  }

  unsettled(): Promise<readonly string[]> {
    const releases = [...this.kept.values()].map(({ release }) => release);
    return Promise.resolve(releases.filter((release) => unsettledKey(release)).map(({ id }) => id));
  }

  lastEventAt({ id, openedAt }: Release): Promise<number> {
    return Promise.resolve(this.events.findLast(({ releaseId }) => releaseId === id)?.at ?? openedAt);
  }

  recordedGates(): Promise<readonly GateRecord[]> {
    return Promise.resolve(this.gates);
  }

  recordGate(_: string, gate: GateRecord): Promise<void> {
    this.gates.push(gate);
    return Promise.resolve();
  }
}
