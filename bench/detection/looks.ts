import type { AddedCounts, ArmCounts } from '../../lib/domain/watch/look';
import { summed, TICK_SECONDS, type LateCounts, type MadeUpShift } from './made-up-shift';

/** What was added to the counts between two looks. */
export interface Period {
  /** The second at which it began. */
  readonly from: number;
  readonly added: AddedCounts;
  /** Late calls of the warm-up, which began long before: a look of their own. */
  readonly lateOfWarmUp: AddedCounts | undefined;
}

const NONE = { calls: 0, errors: 0 };

/** A shift as it is read: every so often, all minutes again. */
export function* periods(
  { ticks, late }: MadeUpShift,
  everySeconds: number,
  warmUpSeconds = 0,
): Generator<Period, void> {
  const each = everySeconds / TICK_SECONDS;
  for (let tick = 0; tick < ticks.length; tick += each) {
    const from = tick * TICK_SECONDS;
    const arrived = late.slice(tick, tick + each).flat();
    const isOfWarmUp = ({ begun }: LateCounts) => begun * TICK_SECONDS < warmUpSeconds && from >= warmUpSeconds;
    const ofWarmUp = arrived.filter(isOfWarmUp);
    const others = arrived.filter((one) => !isOfWarmUp(one));
    yield {
      from,
      added: summed([...ticks.slice(tick, tick + each), ...others.map(asAdded)]),
      lateOfWarmUp: ofWarmUp.length > 0 ? summed(ofWarmUp.map(asAdded)) : undefined,
    };
  }
}

/** What was added in each period, one after the other: the metric with periods of this length. */
export function series(shift: MadeUpShift, periodSeconds: number): readonly AddedCounts[] {
  const known = READ.get(shift) ?? new Map<number, readonly AddedCounts[]>();
  READ.set(shift, known);
  const earlier = known.get(periodSeconds);
  if (earlier) return earlier;
  const read = [...periods(shift, periodSeconds)].map(({ added }) => added);
  known.set(periodSeconds, read);
  return read;
}

/** Many rules read the same series. */
const READ = new WeakMap<MadeUpShift, Map<number, readonly AddedCounts[]>>();

/** The share of calls that failed; undefined where there was none. */
export function errorRate({ calls, errors }: ArmCounts): number | undefined {
  return calls === 0 ? undefined : errors / calls;
}

/** The same shift as it is read by one who counts a call only when so many seconds have passed since its start. */
export function heldBack({ ticks, late, history }: MadeUpShift, seconds: number): MadeUpShift {
  const held = seconds / TICK_SECONDS;
  const begun = ticks.map((tick) => [tick]);
  late.forEach((all, ended) => {
    for (const one of all) if (ended - one.begun <= held) begun[one.begun]?.push(asAdded(one));
  });
  return {
    ticks: ticks.map((_, tick) => summed(begun[tick - held] ?? [])),
    late: late.map((all, ended) => all.filter((one) => ended - one.begun > held)),
    history,
  };
}

function asAdded({ version, counts }: LateCounts): AddedCounts {
  return version === 'blue' ? { blue: counts, green: NONE } : { blue: NONE, green: counts };
}
