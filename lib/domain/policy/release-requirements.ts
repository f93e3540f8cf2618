import * as v from 'valibot';
import { RELEASE_TYPES, type ReleaseType } from './release-type';

/** What one type of release has to have. Names of checks and roles are a team's own. */
export interface ReleaseRequirement {
  /** Evidence, each by the name that it is attested under. */
  readonly checks: readonly string[];
  /** Roles, in each of which somebody has to approve. */
  readonly approvals: readonly string[];
  /**
   * The least number of different persons who approve, in whatever role: somebody who has two roles may approve in both.
   *
   * @default 0
   */
  readonly approvers?: number;
  /**
   * What may come after the release. What is neither here nor there in time blocks it.
   *
   * @default - nothing: all is there before
   */
  readonly owed?: OwedLater;
}

/** What a release in a hurry may owe. */
export interface OwedLater {
  readonly checks: readonly string[];
  readonly approvals: readonly string[];
  /** How long after the release begins all of it has to be there. Hours. */
  readonly withinHours: number;
}

export type ReleaseRequirements = Readonly<Record<ReleaseType, ReleaseRequirement>>;

/** What CI shows of every change. */
const CI_CHECKS = ['tests', 'coverage', 'security'] as const;

/** What is asked where a team says nothing else. */
export const STANDARD_REQUIREMENTS: ReleaseRequirements = {
  continuous: { checks: CI_CHECKS, approvals: [] },
  patch: { checks: CI_CHECKS, approvals: ['tech-lead', 'product-owner'] },
  minor: { checks: CI_CHECKS, approvals: ['qa-lead', 'tech-lead', 'product-owner', 'release-manager'] },
  major: { checks: CI_CHECKS, approvals: ['qa-lead', 'tech-lead', 'product-owner', 'release-manager', 'executive'] },
  hotfix: {
    checks: [],
    approvals: [],
    approvers: 1,
    owed: {
      checks: ['regression-test', ...CI_CHECKS],
      approvals: ['tech-lead', 'product-owner'],
      withinHours: 24,
    },
  },
};

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case with hyphens, such as tech-lead'),
  v.maxLength(64),
);
const names = v.pipe(
  v.array(name),
  v.maxLength(50),
  v.check((all) => new Set(all).size === all.length, 'must name each once'),
);
const wholeFrom1 = v.pipe(v.number(), v.integer(), v.minValue(1));

const Requirement = v.strictObject({
  checks: names,
  approvals: names,
  approvers: v.exactOptional(v.pipe(wholeFrom1, v.maxValue(50))),
  owed: v.exactOptional(
    v.strictObject({ checks: names, approvals: names, withinHours: v.pipe(wholeFrom1, v.maxValue(24 * 30)) }),
  ),
}) satisfies v.GenericSchema<unknown, ReleaseRequirement>;

/** What a team writes: the types that it asks other things of, each as a whole. */
export const TeamRequirements = v.strictObject(v.entriesFromList(RELEASE_TYPES, v.exactOptional(Requirement)));
export type TeamRequirements = Readonly<Partial<ReleaseRequirements>>;

/** What is asked of each type, by a team's word before the standard. */
export function requirementsOf(team: TeamRequirements): ReleaseRequirements {
  return { ...STANDARD_REQUIREMENTS, ...team };
}

/** What a release has. */
export interface GivenEvidence {
  /** Checks that are attested and passed. */
  readonly checks: readonly string[];
  readonly approvals: readonly { readonly role: string; readonly person: string }[];
}

/** What a release lacks. */
export interface RequirementJudgement {
  /** What blocks it, each as a person would name it. */
  readonly missing: readonly string[];
  /** What may still come. */
  readonly owed: readonly string[];
  /** When it has to be there, in milliseconds since the epoch; missing where nothing is owed. */
  readonly owedBy?: number;
}

/**
 * Holds what a release has against what it has to have.
 *
 * @param begins when the release begins, in milliseconds since the epoch
 */
export function judgeRequirement(
  { checks, approvals, approvers = 0, owed }: ReleaseRequirement,
  given: GivenEvidence,
  begins: number,
): RequirementJudgement {
  const persons = new Set(given.approvals.map(({ person }) => person)).size;
  const lacking = (of: Pick<ReleaseRequirement, 'checks' | 'approvals'>): readonly string[] => [
    ...of.checks.filter((check) => !given.checks.includes(check)).map((check) => `the check ${check}`),
    ...of.approvals
      .filter((role) => !given.approvals.some((approval) => approval.role === role))
      .map((role) => `the approval of the ${role}`),
  ];
  const missing = lacking({ checks, approvals });
  const fewer = approvers - persons;
  const later = owed ? lacking(owed).filter((what) => !missing.includes(what)) : [];
  return {
    missing:
      fewer > 0
        ? [
            ...missing,
            `${fewer} ${fewer === 1 ? 'approval' : 'approvals'} by ${persons > 0 ? 'other persons' : 'anybody'}`,
          ]
        : missing,
    owed: later,
    ...(owed && later.length > 0 ? { owedBy: begins + owed.withinHours * 3_600_000 } : {}),
  };
}
