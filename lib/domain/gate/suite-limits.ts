import { fewestCases } from '../quality/compare-quality';
import { QUALITY_DEFAULTS, type QualityRule } from '../quality/quality-rule';
import type { QualitySuite } from '../quality/quality-suite';
import { heaviestWeight, unitsOf } from '../quality/quality-units';
import { teardownSeconds, type Suite } from '../suite/suite';

/** What a function has of its 15 minutes beside a deadline's margin. */
export const MOST_SECONDS = 840;

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

/**
 * The teardown of a suite runs when all other time is used up, and must find some.
 *
 * @param teardowns how often the suite is torn down
 */
export function teardownProblems(suite: Suite, withinSeconds: number, teardowns: number): readonly string[] {
  const seconds = withinSeconds + teardowns * teardownSeconds(suite);
  if (withinSeconds > MOST_SECONDS || seconds <= MOST_SECONDS) return [];
  return [`\`within\` and the times of the suite's teardown together must be <=${MOST_SECONDS} s, got: ${seconds} s`];
}
