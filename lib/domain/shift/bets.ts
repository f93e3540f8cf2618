import type { AddedCounts, Look } from '../watch/look';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { addedSince, pooled, type AddedMinute } from './counted-minutes';
import { MINUTE_MS } from './metrics';
import type { Seen } from './seen';
import { isPublished, timesOf } from './sources';
import type { WatchState } from './watch-state';
import { weightIn, type WeightSpan } from './weight-spans';

/** What a look bets on. */
export interface Bets {
  /** Calls that were divided by the same weight are one look of the statistics. */
  readonly looks: readonly Look[];
  /** What they take of each stream's periods. */
  readonly taken: ReadonlyMap<string, readonly AddedMinute[]>;
}

/** Periods whose calls may be bet on together. */
interface Group {
  readonly warmUp: boolean;
  readonly weight: number | undefined;
  readonly byStream: Map<string, AddedMinute[]>;
}

/**
 * What was added to each stream's periods, by the weight that divided the calls. One in which the weight changed
 * stands alone, and goes by its own split. Counts that cannot be yet, errors without their calls, are left for a later look.
 */
export function betsOf(state: WatchState, seen: Seen, weights: readonly WeightSpan[]): Bets {
  const looks: Look[] = [];
  const taken = new Map<string, AddedMinute[]>();
  const minute = Math.max(0, Math.floor((seen.at - state.plan.began) / MINUTE_MS));
  for (const { warmUp, weight, byStream } of groupsOf(state, seen, weights)) {
    const added: Record<string, AddedCounts> = {};
    for (const [key, minutes] of byStream) {
      const together = pooled(minutes);
      if (!together) continue;
      added[key] = together;
      taken.set(key, [...(taken.get(key) ?? []), ...minutes]);
    }
    if (Object.keys(added).length > 0) looks.push({ minute, warmUp, weight, added });
  }
  return { looks, taken };
}

function groupsOf(state: WatchState, seen: Seen, weights: readonly WeightSpan[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const heldBackMs = state.plan.holdBackSeconds * 1000;
  for (const [key, { minutes }] of seen.counts) {
    const { basis, open = [] } = state.compared[key] ?? {};
    if (!basis) continue;
    const times = timesOf(basis.source);
    for (const added of addedSince(new Map(open), minutes)) {
      const { minute } = added;
      if (minute < basis.countsFrom || !isPublished(minute, seen.at - heldBackMs, times)) continue;
      const warmUp = minute < state.plan.began + WATCH_PARAMETERS.warmUp.seconds * 1000;
      const weight = weightIn(weights, minute, times.periodMs);
      const together = `${warmUp} ${weight ?? `at ${minute}`}`;
      const group = groups.get(together) ?? { warmUp, weight, byStream: new Map<string, AddedMinute[]>() };
      group.byStream.set(key, [...(group.byStream.get(key) ?? []), added]);
      groups.set(together, group);
    }
  }
  return [...groups.values()].sort((a, b) => earliest(a) - earliest(b));
}

function earliest({ byStream }: Group): number {
  return Math.min(...[...byStream.values()].flat().map(({ minute }) => minute));
}
