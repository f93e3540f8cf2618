import type { Interval } from './proportion-interval';

/** The middle value, or the mean of the middle two; undefined where there is none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = ascending(values);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/**
 * The 95 % interval of a median, by two of the values themselves: nothing has to be known of how they are distributed
 * (David and Nagaraja, "Order Statistics", 7.1). Fewer than six values say nothing, and have none.
 *
 * @param independent how many of the values are independent of each other, where they come in groups: the ranks are those
 *   of so many values, so that a hundred values of two groups are worth no more than two
 */
export function medianInterval(values: readonly number[], independent = values.length): Interval | undefined {
  const rank = lowerRank(independent);
  if (rank === 0) return undefined;
  const sorted = ascending(values);
  const place = Math.floor(((rank - 1) * sorted.length) / independent);
  const lower = sorted[place];
  const upper = sorted[sorted.length - 1 - place];
  return lower === undefined || upper === undefined ? undefined : { lower, upper };
}

/** The highest rank that the median is below with a chance of 2.5 % at most; 0 where there is none. */
function lowerRank(count: number): number {
  let logChance = -count * Math.LN2;
  let below = 0;
  for (let rank = 0; rank <= count / 2; rank++) {
    below += Math.exp(logChance);
    if (below > 0.025) return rank;
    logChance += Math.log((count - rank) / (rank + 1));
  }
  return 0;
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}
