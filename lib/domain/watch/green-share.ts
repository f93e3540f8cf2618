import type { AddedCounts } from './look';
import { WATCH_PARAMETERS, type WatchParameters } from './watch-parameters';

/**
 * The share of calls by which green's errors are weighed against blue's; undefined where nothing may be bet.
 *
 * The split that was observed holds whatever the router does: the mean of a bet is 1 or less for these very numbers
 * of calls. A look with few calls has no split to speak of, and goes by the configured weight, which relies on each call
 * being routed by chance. Which of the two is decided by the number of all calls, never by how they were split: whoever
 * takes the weight where the split came out small for one version bets on a split that is not random any more.
 */
export function greenShare(
  { blue, green }: AddedCounts,
  weight: number | undefined,
  { callsForOwnSplit: least }: WatchParameters = WATCH_PARAMETERS,
): number | undefined {
  const calls = blue.calls + green.calls;
  if (calls === 0) return undefined;
  if (weight === undefined) return Math.min(blue.calls, green.calls) >= least ? green.calls / calls : undefined;
  if (weight <= 0 || weight >= 1) return undefined;
  if (calls * Math.min(weight, 1 - weight) < least) return weight;
  return blue.calls > 0 && green.calls > 0 ? green.calls / calls : undefined;
}
