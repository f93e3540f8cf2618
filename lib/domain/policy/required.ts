import type { ApprovalsAsked } from '../attestation/approvals-verdict';
import type { Freeze } from '../calendar/freeze';
import { allowedLater, isAtOnce, type OwedRequired } from './owed-requirements';
import type { Policy, Requirement } from './policy';
import type { CommitFacts } from '../facts/commit-facts';
import { isAdoptedLess, type Adoption } from '../release/adoption';
import type { ReleaseType } from '../release/release-type';
import { isMeant } from './service-pattern';

/** All that a platform asks of one release: what several requirements say, together. */
export interface Required {
  readonly checks: readonly string[];
  readonly approvals: ApprovalsAsked;
  /** What may be there later than that. */
  readonly owed: OwedRequired;
  readonly gates: readonly string[];
  /** Whether what it has to have depends on its type. */
  readonly isByType: boolean;
  readonly freezes: readonly Freeze[];
  /** The functions of which nothing may be released meanwhile, as patterns. */
  readonly alone: readonly string[];
  /** How far it must have adopted its pipeline; missing where nobody asks. */
  readonly leastAdoption?: Adoption | undefined;
}

export function requiredOf({ requirements }: Policy, release: RuledRelease): Required {
  const own = requirements.filter((requirement) => isRuledBy(requirement, release));
  const ofKind = <K extends Requirement['kind']>(kind: K) =>
    own.filter((one): one is Extract<Requirement, { kind: K }> => one.kind === kind);
  const [evidence, approvals] = [ofKind('evidence'), ofKind('approvals')];
  return {
    checks: distinct(evidence.filter(isAtOnce).flatMap(({ checks }) => checks)),
    approvals: {
      by: distinct(approvals.filter(isAtOnce).flatMap(({ by }) => by)),
      // Whoever asks for more has it.
      independent: approvals.some(({ independent }) => independent),
    },
    owed: {
      checks: allowedLater(evidence, ({ checks }) => checks),
      approvals: allowedLater(approvals, ({ by }) => by),
    },
    gates: distinct(ofKind('gates').flatMap(({ gates }) => gates)),
    isByType: requirements.some(({ types, ...all }) => types !== undefined && isRuledBy(all, release)),
    freezes: ofKind('freeze'),
    alone: distinct(ofKind('alone').flatMap((one) => one.with)),
    leastAdoption: furthest(ofKind('adoption').map(({ least }) => least)),
  };
}

function furthest(stages: readonly Adoption[]): Adoption | undefined {
  return stages.toSorted((one, other) => (isAdoptedLess(one, other) ? 1 : -1))[0];
}

/** Whether something may be there later than the release. */
export function mayOwe({ owed }: Required): boolean {
  return owed.checks.length > 0 || owed.approvals.length > 0;
}

/** What a requirement goes by in choosing the releases that it is for. */
export interface RuledRelease {
  readonly functionName: string;
  readonly type: ReleaseType;
  readonly facts: CommitFacts | undefined;
}

function isRuledBy({ services, types, paths }: Requirement, { functionName, type, facts }: RuledRelease): boolean {
  return (
    (services === undefined || services.some((pattern) => isMeant(pattern, functionName))) &&
    (types === undefined || types.includes(type)) &&
    (paths === undefined || changes(paths, facts?.commits?.paths))
  );
}

/** Whether a release changes what patterns mean. Where nobody knows what it changes, it may. */
function changes(patterns: readonly string[], paths: readonly string[] | undefined): boolean {
  return paths === undefined || paths.some((path) => patterns.some((pattern) => isMeant(pattern, path)));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
