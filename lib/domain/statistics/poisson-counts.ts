/** The chances of counts: that of `first + index` is `chances[index]`. They add up to 1. */
export interface CountChances {
  readonly first: number;
  readonly chances: readonly number[];
}

/** What is less likely than this beside the likeliest count is left out: far below what a double can add up. */
const NEGLIGIBLE = 1e-20;

/**
 * The chances of how many events fall into a time in which `mean` are expected, each by itself (Poisson).
 *
 * They are built outward from the likeliest count by their ratios, so no factorial is needed and none overflows.
 */
export function poissonCounts(mean: number): CountChances {
  if (mean === 0) return { first: 0, chances: [1] };
  const mode = Math.floor(mean);
  const below: number[] = [];
  for (let count = mode, chance = 1; count > 0; count--) {
    chance *= count / mean;
    if (chance < NEGLIGIBLE) break;
    below.push(chance);
  }
  const above: number[] = [];
  for (let count = mode + 1, chance = mean / count; chance >= NEGLIGIBLE; chance *= mean / ++count) above.push(chance);
  const all = [...below.reverse(), 1, ...above];
  const total = all.reduce((sum, one) => sum + one, 0);
  return { first: mode - below.length, chances: all.map((one) => one / total) };
}

/** The chance of so many or more. */
export function chanceOfAtLeast(least: number, mean: number): number {
  const { first, chances } = poissonCounts(mean);
  return Math.min(
    1,
    chances.reduce((sum, chance, index) => (first + index >= least ? sum + chance : sum), 0),
  );
}
