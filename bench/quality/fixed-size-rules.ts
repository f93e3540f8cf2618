import { studentQuantile } from '../../lib/domain/statistics/student-t';
import { MARGIN, type Decision, type Rule } from './rule';
import type { MadeUpSuite } from './made-up-suite';

/** A rule that judges so many cases with both versions and then looks once. It cannot reject. */
function fixedSize(name: string, cases: number, certifies: (suite: MadeUpSuite, size: number) => boolean): Rule {
  return {
    name: `${name}, n=${cases}`,
    cached: false,
    decide: (suite): Decision => {
      const size = Math.min(cases, suite.green.length);
      return { outcome: certifies(suite, size) ? 'certified' : 'not-certified', calls: 2 * size };
    },
  };
}

function differences({ green, freshBlue }: MadeUpSuite, size: number): readonly number[] {
  return green.slice(0, size).map((score, index) => score - (freshBlue[index] ?? 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What teams do today: green's mean is not below blue's by more than the margin. */
function byMeans({ green, otherBlue }: MadeUpSuite, size: number): boolean {
  return mean(green.slice(0, size)) >= mean(otherBlue.slice(0, size)) - MARGIN;
}

const quantiles = new Map<number, number>();

function pairedT(suite: MadeUpSuite, size: number): boolean {
  const values = differences(suite, size);
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (size - 1);
  const quantile = quantiles.get(size) ?? studentQuantile(0.05, size - 1);
  quantiles.set(size, quantile);
  return (middle + MARGIN) / Math.sqrt(variance / size) > quantile;
}

/** Wilcoxon's signed ranks of the differences plus the margin, normal approximation with ties, one-sided 5 %. */
function wilcoxon(suite: MadeUpSuite, size: number): boolean {
  const values = differences(suite, size).map((value) => value + MARGIN);
  const sorted = [...values].sort((left, right) => Math.abs(left) - Math.abs(right));
  let [positive, ties] = [0, 0];
  for (let start = 0; start < size;) {
    let end = start;
    while (end < size && Math.abs(Math.abs(sorted[end] ?? 0) - Math.abs(sorted[start] ?? 0)) < 1e-9) end++;
    const tied = end - start;
    ties += tied ** 3 - tied;
    positive += ((start + end + 1) / 2) * sorted.slice(start, end).filter((value) => value > 0).length;
    start = end;
  }
  const variance = (size * (size + 1) * (2 * size + 1)) / 24 - ties / 48;
  return (positive - (size * (size + 1)) / 4) / Math.sqrt(variance) > 1.6449;
}

export const FIXED_SIZE_RULES: readonly Rule[] = [
  fixedSize('means, unpaired', 100, byMeans),
  fixedSize('paired t', 100, pairedT),
  fixedSize('Wilcoxon', 100, wilcoxon),
  fixedSize('paired t', 221, pairedT),
];
