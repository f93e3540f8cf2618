import { type Alarm, type AlarmKind, type AlarmStateChange } from './alarm';

/** Milliseconds: two weeks, as long as CloudWatch keeps an alarm's history. */
const KEPT_MS = 14 * 24 * 60 * 60_000;

export interface HistoryEntry extends AlarmStateChange {
  readonly kind: AlarmKind;
  /** Why it was in the state before. */
  readonly previousReason: string;
}

/** The changes of state of all alarms of the last two weeks, those that are gone among them. */
export class AlarmHistory {
  private entries: HistoryEntry[] = [];

  add(change: AlarmStateChange, previous: Alarm): void {
    const oldest = this.entries[0];
    // Half of the entries are old whenever any is dropped, so that dropping costs little for each.
    if (oldest && oldest.at < change.at - 2 * KEPT_MS) this.entries = this.since(change.at - KEPT_MS).slice();
    this.entries.push({ ...change, kind: previous.kind, previousReason: previous.reason });
  }

  /** The changes of the two weeks before `now` (milliseconds since the epoch), oldest first. */
  at(now: number): readonly HistoryEntry[] {
    return this.since(now - KEPT_MS);
  }

  private since(time: number): readonly HistoryEntry[] {
    return this.entries.filter(({ at }) => at >= time);
  }
}
