import type { Draw } from '../kernel/randomness';

/** Draws how many of something come that comes `mean` times on average, each by itself (Poisson). */
export function drawPoisson(draw: Draw, mean: number): number {
  if (mean <= 0) return 0;
  const mode = Math.floor(mean);
  return fromMode(draw(), {
    mode,
    chance: Math.exp(mode * Math.log(mean) - mean - logFactorial(mode)),
    up: (count) => mean / (count + 1),
    most: Infinity,
  });
}

/** Draws how many of `among` things are so that each is so with the chance `share`, 0 to 1 (binomial). */
export function drawBinomial(draw: Draw, among: number, share: number): number {
  if (among <= 0 || share <= 0) return 0;
  if (share >= 1) return among;
  const mode = Math.min(among, Math.floor((among + 1) * share));
  const odds = share / (1 - share);
  const logChoose = logFactorial(among) - logFactorial(mode) - logFactorial(among - mode);
  return fromMode(draw(), {
    mode,
    chance: Math.exp(logChoose + mode * Math.log(share) + (among - mode) * Math.log1p(-share)),
    up: (count) => ((among - count) / (count + 1)) * odds,
    most: among,
  });
}

interface Counts {
  /** The count that is likeliest, and its chance. */
  readonly mode: number;
  readonly chance: number;
  /** How the chance of the next count compares with that of this one. */
  readonly up: (count: number) => number;
  readonly most: number;
}

/** No draw is as fine as this: what is less likely never comes. */
const LEAST_CHANCE = 1e-18;

/**
 * Inversion that begins at the mode and goes outwards on both sides, so that it takes as many steps as the deviation is
 * wide (Devroye, Non-Uniform Random Variate Generation, 1986, chapter III, "Inversion by sequential search").
 */
function fromMode(uniform: number, { mode, chance, up, most }: Counts): number {
  let left = uniform - chance;
  let [low, high] = [mode, mode];
  let [lowChance, highChance] = [chance, chance];
  while (left >= 0 && (lowChance > LEAST_CHANCE || highChance > LEAST_CHANCE)) {
    highChance = high < most ? highChance * up(high) : 0;
    high += 1;
    left -= highChance;
    if (left < 0) return high;
    lowChance = low > 0 ? lowChance / up(low - 1) : 0;
    low -= 1;
    left -= lowChance;
    if (left < 0) return low;
  }
  return mode;
}

const SMALL = Array.from({ length: 32 }, (_, n) =>
  Array.from({ length: n }, (__, index) => Math.log(index + 1)).reduce((sum, log) => sum + log, 0),
);

/** Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1), to twelve digits from 32 on. */
function logFactorial(n: number): number {
  const known = SMALL[n];
  if (known !== undefined) return known;
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series;
}
