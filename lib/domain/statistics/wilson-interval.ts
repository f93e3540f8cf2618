import type { Interval } from './proportion-interval';

/** Of the normal distribution, both sides together 5 %. */
const Z_95 = 1.959963984540054;

/**
 * The 95 % interval of a share of which `hits` of `trials` were seen, by Wilson ("Probable inference, the law of
 * succession, and statistical inference", Journal of the American Statistical Association 22, 1927). It covers 95 % on
 * average, where the exact one covers at least that and is wider: for a figure that is read, and not a gate that decides.
 */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (trials === 0) return { lower: 0, upper: 1 };
  const share = hits / trials;
  const square = Z_95 ** 2 / trials;
  const middle = (share + square / 2) / (1 + square);
  const half = (Math.sqrt((share * (1 - share)) / trials + square / (4 * trials)) * Z_95) / (1 + square);
  // What is 0 or 1 may come out a little beside it.
  return {
    lower: hits === 0 ? 0 : Math.max(0, middle - half),
    upper: hits === trials ? 1 : Math.min(1, middle + half),
  };
}
