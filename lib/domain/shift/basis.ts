import { mostBeside } from '../gate/max-increase';
import { dispersionOfHistory } from '../watch/dispersion';
import { slowOf } from './arm-statistics';
import type { ComparingGate } from './streams';
import type { Series } from './metrics';
import type { Source } from './sources';
import { shareTolerance } from './watch-plan';
import type { MeasureBasis } from './watch-state';

/** So far back blue's history is read, in milliseconds. */
export const HISTORY_MS = 24 * 3_600_000;

/** Fewer calls say nothing of a percentile. */
const LEAST_CALLS = 100;

interface Known {
  readonly from: MeasureBasis['from'];
  readonly source?: Source;
  /** Minutes from then on are bet on; milliseconds since the epoch. */
  readonly countsFrom: number;
}

/**
 * By what failing calls are compared, with blue's calls in the minutes before, and those that failed. A minute with calls
 * of which none failed counts, though a squad's own counts may say nothing of it.
 */
export function shareBasis(
  gate: ComparingGate,
  { calls, failures: failed }: { readonly calls: Series; readonly failures: Series },
  countsFrom: number,
): MeasureBasis | undefined {
  if (gate.watched.watches === 'durations') return undefined;
  const failures = new Map([...[...calls.keys()].map((minute) => [minute, 0] as const), ...failed]);
  return {
    from: failures.size > 0 ? 'history' : 'first-minutes',
    tolerance: shareTolerance(gate.watched.maxIncrease),
    dispersion: dispersionOfHistory(inOrder(failures).map(([, count]) => count)),
    countsFrom,
  };
}

/** What counts as slow, by blue's percentiles in some periods with so many calls; undefined where these are too few. */
export function slowAbove(
  gate: ComparingGate,
  calls: Series,
  percentiles: Series,
): { readonly blueMs: number; readonly slowAboveMs: number } | undefined {
  if (gate.watched.watches !== 'durations') return undefined;
  const known = [...percentiles].map(([period, ms]) => ({ ms, count: calls.get(period) ?? 0 }));
  const all = known.reduce((sum, { count }) => sum + count, 0);
  if (all < LEAST_CALLS) return undefined;
  // Of what percentiles of parts tell of the whole, the mean by their calls is close enough to be a threshold: what
  // blue itself has above it is counted, whatever it is.
  const blueMs = known.reduce((sum, { ms, count }) => sum + ms * count, 0) / all;
  return { blueMs, slowAboveMs: Math.ceil(mostBeside(blueMs, gate.watched.maxIncrease)) };
}

/**
 * By what slow calls are compared, with blue's calls and their ranks by minute. Green's percentile is at most what counts
 * as slow exactly where no more than the rest of its calls is slower; of blue's some are too, and green may have those.
 */
export function durationBasis(
  gate: ComparingGate,
  slow: NonNullable<ReturnType<typeof slowAbove>>,
  { calls, ranks }: { readonly calls: Series; readonly ranks: Series },
  known: Known,
): MeasureBasis | undefined {
  if (gate.watched.watches !== 'durations') return undefined;
  const slowCalls = inOrder(ranks).map(([minute, rank]) => slowOf(calls.get(minute) ?? 0, rank));
  const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const above = all > 0 ? slowCalls.reduce((sum, count) => sum + count, 0) / all : 0;
  const rest = (100 - gate.watched.percentile) / 100;
  return {
    ...known,
    ...slow,
    tolerance: { factor: 1, extra: Math.max(0, rest - above) },
    dispersion: known.from === 'history' ? dispersionOfHistory(slowCalls) : 1,
  };
}

function inOrder(series: Series): readonly (readonly [minute: number, value: number])[] {
  return [...series].sort(([a], [b]) => a - b);
}
