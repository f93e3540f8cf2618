import type { ReleaseObservation, ScenarioExpectation } from '../rehearsal';
import { neverStruck } from './never-struck';
import type { ReportedRelease } from './report';

/** Compares a release with what the scenario expects of it. */
export function judgeExpectation(
  expected: ScenarioExpectation | undefined,
  observed: ReleaseObservation,
  decidedBy: string | null,
): ReportedRelease['expectation'] {
  if (!expected) return null;
  const differences: string[] = [];
  if (observed.outcome !== expected.outcome) {
    differences.push(`expected the outcome ${expected.outcome}, it was ${observed.outcome}`);
  }
  if (expected.by !== undefined && !isBy(expected.by, decidedBy, observed.stackName)) {
    differences.push(`expected ${expected.by} to settle it, it was ${decidedBy ?? 'nobody'}`);
  }
  if (expected.within !== undefined) {
    const { startedAt, endedAt } = observed.deployment ?? {};
    const tookMs = startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
    if (tookMs === undefined || tookMs > expected.within) {
      // To the millisecond: rounded, the two could look the same.
      const took = tookMs === undefined ? 'it had no deployment that ended' : `it took ${tookMs / 1000} s`;
      differences.push(`expected it within ${expected.within / 1000} s, ${took}`);
    }
  }
  differences.push(
    ...permissionDifferences(expected.denied ?? [], observed.deniedCalls),
    ...idleFaults(observed.faults),
  );
  return { met: differences.length === 0, differences };
}

/** Several may have settled it. An alarm whose name CloudFormation made up goes by its logical id too. */
function isBy(expected: string, decidedBy: string | null, stackName: string): boolean {
  return (decidedBy ?? '')
    .split(', ')
    .some((decider) => decider === expected || decider.startsWith(`${stackName}-${expected}-`));
}

function permissionDifferences(
  expected: readonly string[],
  denied: ReleaseObservation['deniedCalls'],
): readonly string[] {
  const unexpected = denied.filter(({ action }) => !expected.includes(action)).map(({ message }) => message);
  return [
    ...expected
      .filter((action) => !denied.some((call) => call.action === action))
      .map((action) => `expected ${action} to be denied, it was not`),
    ...new Set(unexpected),
  ];
}

/** A fault that never strikes proves nothing. */
function idleFaults(faults: ReleaseObservation['faults']): readonly string[] {
  return faults.filter(({ times }) => times === 0).map(({ fault }) => neverStruck(fault));
}
