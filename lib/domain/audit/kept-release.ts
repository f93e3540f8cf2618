import { sequenceOfKey, isGateKey, isWatchKey, releaseKey } from '../release/ledger-items';

export type Item = Readonly<Record<string, unknown>>;

/** All items of a release as they lie in the table, before anything of them is believed. */
export interface KeptRelease {
  readonly id: string;
  /** The item of the release itself. */
  readonly state: Item | undefined;
  /** By the sequence that their keys say. */
  readonly events: ReadonlyMap<number, unknown>;
  readonly gates: readonly Item[];
  /** What the watch knew, and its looks: no events. */
  readonly watch: readonly Item[];
  /** All others, such as messages, labels and what later versions keep. */
  readonly others: readonly Item[];
}

/** Sorts what one query of a release's partition answers. */
export function keptRelease(id: string, items: readonly Item[]): KeptRelease {
  const events = new Map<number, unknown>();
  const [gates, watch, others]: [Item[], Item[], Item[]] = [[], [], []];
  let state: Item | undefined;
  for (const item of items) {
    const sequence = sequenceOfKey(item.SK);
    if (item.SK === releaseKey(id).SK) state = item;
    else if (sequence !== undefined) events.set(sequence, item.event ?? null);
    else if (isGateKey(item.SK)) gates.push(item);
    else if (isWatchKey(item.SK)) watch.push(item);
    else others.push(item);
  }
  return { id, state, events, gates, watch, others };
}
