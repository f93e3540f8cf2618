import { handlerTraces } from '../domain/shift/handler-metrics';
import { totalOf, type Metrics } from '../domain/shift/metrics';
import type { Seen } from '../domain/shift/seen';
import type { WatchState } from '../domain/shift/watch-state';

/** Periods in which a shift of two days is a few hundred values. */
const PERIOD_SECONDS = 300;

/** Whether green's handler publishes, by the whole shift; not asked where nobody said that it does, or it has been seen to. */
export async function seeHandler(
  { plan, handler }: WatchState,
  { at, metrics }: { readonly at: number; readonly metrics: Metrics },
): Promise<Seen['handler']> {
  if (plan.releaseMetrics !== true || (handler?.published ?? 0) > 0) return undefined;
  const periodMs = PERIOD_SECONDS * 1000;
  const read = await metrics.read(handlerTraces(plan, plan.green), {
    from: Math.floor(plan.began / periodMs) * periodMs,
    to: Math.floor(at / periodMs) * periodMs + periodMs,
    periodSeconds: PERIOD_SECONDS,
  });
  // The gates are refused the same, and say so.
  if ('refused' in read) return undefined;
  const [warm, cold, invoked] = read.series.map((series) => totalOf(series));
  return { published: (warm ?? 0) + (cold ?? 0), invoked: invoked ?? 0 };
}
