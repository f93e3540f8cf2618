import { seededRandom } from '../../lib/domain/statistics/seeded-random';

/** A number from 0 to 1. */
export type Draw = () => number;

/** Chance of its own for each run of each cell. */
export type DrawsOf = (cell: string, run: number) => Draw;

/** @param text tells these draws from all others with the same seed */
export function drawsFrom(text: string, seed: number): DrawsOf {
  return (cell, run) => seededRandom(`${text} / ${seed} / ${cell} / ${run}`);
}

/**
 * How many events of a mean number there were, each by itself (Poisson): by multiplying up to 10, and above by
 * transformed rejection, W. Hörmann's algorithm PTRS ("The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12, 1993), which is exact for any mean.
 */
export function poisson(mean: number, draw: Draw): number {
  if (mean <= 0) return 0;
  if (mean < 10) {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = draw(); product > limit; product *= draw()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = draw() - 0.5;
    const v = draw();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v * inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= -mean + count * Math.log(mean) - logFactorial(count)) return count;
  }
}

/** Stirling's series; exact to 1e-10 from ten on. */
function logFactorial(count: number): number {
  if (count < 10) {
    let product = 1;
    for (let factor = 2; factor <= count; factor++) product *= factor;
    return Math.log(product);
  }
  const x = count + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}

/** How long a row of tries is that each go on with this chance: 1 or more. */
export function geometric(meanLength: number, draw: Draw): number {
  return meanLength <= 1 ? 1 : 1 + Math.floor(Math.log(1 - draw()) / Math.log(1 - 1 / meanLength));
}
