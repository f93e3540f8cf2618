import { fewestCases } from './compare-quality';
import { QUALITY_DEFAULTS, type QualityRule } from './quality-rule';
import type { QualitySuite } from './quality-suite';
import { heaviestWeight, unitsOf } from './quality-units';

/** A suite that is too small could never certify anything, whatever is released. */
export function qualitySuiteProblems(
  suite: Pick<QualitySuite, 'cases'>,
  { margin, expectedSd }: Pick<QualityRule, 'margin' | 'expectedSd'>,
): readonly string[] {
  if (!(margin > 0 && margin <= 2) || !(expectedSd > 0)) return [];
  const units = unitsOf(suite.cases);
  const rule = { ...QUALITY_DEFAULTS, margin, expectedSd, heaviestWeight: heaviestWeight(units) };
  const needed = fewestCases(rule);
  if (units.length >= needed) return [];
  return [
    `\`suite\` must have ${needed} cases at least (cases of one cluster count as one), since with a margin of ${margin} it takes so many to certify even a version that answers all of them as well, got: ${units.length}; add cases, or allow a larger \`margin\``,
  ];
}
