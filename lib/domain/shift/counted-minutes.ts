import { areCounts, NOTHING, sumOf, type AddedCounts, type ArmCounts } from '../watch/look';
import type { Series } from './metrics';

/** The counts of both versions by the start of their period, a minute or ten seconds; in milliseconds since the epoch. */
export type CountedMinutes = ReadonlyMap<number, AddedCounts>;

export function differenceOf(left: AddedCounts, right: AddedCounts): AddedCounts {
  const arm = (of: 'blue' | 'green') => ({
    calls: left[of].calls - right[of].calls,
    errors: left[of].errors - right[of].errors,
  });
  return { blue: arm('blue'), green: arm('green') };
}

/** Two series of one version as its counts. */
export interface ArmSeries {
  readonly calls: Series;
  readonly errors: Series;
}

/** The counts of the minutes in which either version has any. */
export function countedMinutes(arms: { readonly blue: ArmSeries; readonly green: ArmSeries }): CountedMinutes {
  const minutes = new Set([...arms.blue.calls.keys(), ...arms.green.calls.keys()]);
  const of = ({ calls, errors }: ArmSeries, minute: number): ArmCounts => ({
    calls: calls.get(minute) ?? 0,
    errors: errors.get(minute) ?? 0,
  });
  return new Map(
    [...minutes]
      .sort((a, b) => a - b)
      .map((minute) => [minute, { blue: of(arms.blue, minute), green: of(arms.green, minute) }]),
  );
}

/** What a minute has that was not bet on yet. */
export interface AddedMinute {
  readonly minute: number;
  readonly added: AddedCounts;
}

/**
 * What was added to the minutes since they were last bet on. What shrank, as metrics are only eventually right, is as it
 * was: nothing is bet on it, and nothing on what only makes up for it.
 */
export function addedSince(bet: CountedMinutes, seen: CountedMinutes): readonly AddedMinute[] {
  return [...seen].flatMap(([minute, counts]) => {
    const { blue, green } = differenceOf(counts, bet.get(minute) ?? NOTHING);
    const added = { blue: grown(blue), green: grown(green) };
    return added.blue.calls + added.green.calls + added.blue.errors + added.green.errors > 0 ? [{ minute, added }] : [];
  });
}

/** Whether counts of a minute are lower than those that were bet on. */
export function hasShrunk(bet: CountedMinutes, seen: CountedMinutes): boolean {
  return [...bet].some(([minute, counts]) => {
    const now = seen.get(minute);
    if (!now) return false;
    const { blue, green } = differenceOf(now, counts);
    return [blue.calls, blue.errors, green.calls, green.errors].some((one) => one < 0);
  });
}

/** The counts of some minutes together; undefined where they cannot be, as errors came before their calls. */
export function pooled(minutes: readonly AddedMinute[]): AddedCounts | undefined {
  const together = minutes.reduce((sum, { added }) => sumOf(sum, added), NOTHING);
  return areCounts(together) ? together : undefined;
}

function grown({ calls, errors }: ArmCounts): ArmCounts {
  return { calls: Math.max(0, calls), errors: Math.max(0, errors) };
}
