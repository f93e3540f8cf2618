import { NOTHING, sumOf, type AddedCounts } from '../watch/look';
import { hasShrunk, type AddedMinute } from './counted-minutes';
import { minuteOf } from './metrics';
import type { SeenCounts } from './seen';
import { periodOf, timesOf, type SourceTimes } from './sources';
import type { ComparedGate } from './watch-state';

/** What is known of a stream before its first look. */
export function firstCompared(began: number): ComparedGate {
  return {
    total: NOTHING,
    open: [],
    rise: { at: began, evidence: 1, total: NOTHING },
    evidence: 1,
    shrank: false,
    seenAt: began,
    greenCalls: 0,
    // The minute in which traffic began to move counts too.
    rule: { compared: 0, until: minuteOf(began) },
  };
}

/** What is known of a stream once a look has taken some of its periods, and the evidence is what it is now. */
export function afterComparedLook(
  before: ComparedGate,
  look: {
    readonly at: number;
    readonly taken: readonly AddedMinute[];
    readonly evidence: number;
    readonly seen: SeenCounts | undefined;
  },
): ComparedGate {
  const { at, taken, evidence, seen } = look;
  const times = timesOf(before.basis?.source);
  const total = taken.reduce((sum, { added }) => sumOf(sum, added), before.total);
  // What was found stays as it was found, whatever comes after it.
  const isLowest = !before.found && evidence <= before.rise.evidence;
  // What is counted by now ended so long ago.
  const counted = Math.max(before.rise.at, periodOf(at - times.delayMs, times));
  return {
    ...before,
    total,
    // While its metrics are not read, its periods stay open.
    open: seen ? stillOpen(before.open, taken, at, times) : before.open,
    rise: isLowest ? { at: counted, evidence, total } : before.rise,
    evidence,
    shrank: before.shrank || (seen !== undefined && hasShrunk(new Map(before.open), seen.minutes)),
    seenAt: seen ? at : before.seenAt,
    greenCalls: Math.max(before.greenCalls, seen?.greenCalls ?? 0),
  };
}

/** What was bet on of each period to which something may still be added. */
function stillOpen(
  open: ComparedGate['open'],
  taken: readonly AddedMinute[],
  at: number,
  { openMs }: SourceTimes,
): [minute: number, counts: AddedCounts][] {
  const counts = new Map(open);
  for (const { minute, added } of taken) counts.set(minute, sumOf(counts.get(minute) ?? NOTHING, added));
  return [...counts].filter(([minute]) => minute > at - openMs - openMs);
}
