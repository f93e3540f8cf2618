import { Duration } from 'aws-cdk-lib';
import { attestationKindProblem } from '../../domain/attestation/attestation-kind';
import { GATE_KINDS, type GateKindName } from '../../domain/gates/gate-kinds';
import { MOST_OWED_HOURS, type Requirement as BoundRequirement } from '../../domain/policy/policy';
import { DEFAULT_ADOPTION } from '../../domain/release/adoption';
import { RELEASE_TYPES, type ReleaseType } from '../../domain/release/release-type';
import { FREEZE_OVERRIDE } from '../../domain/policy/freeze-verdict';
import { listText } from '../../domain/text/figures';
import { shown, soundProps, type PropTable } from '../sound-props';

import type { OpenHours } from '../open-hours';
import type { Calendar } from './calendar';

export interface CommonRequirementProps {
  /**
   * For which releases it is: names of functions, in which `*` stands for any characters. A name that CloudFormation gives
   * begins with that of its stack.
   *
   * @default - all releases of the platform
   */
  readonly services?: string[];
  /**
   * For which types of release it is: some of `continuous`, `hotfix`, `patch`, `minor` and `major`. A type below what the commits
   * suggest then needs somebody who answers for it, by `sluice approve --as release-type`.
   *
   * @default - releases of all types
   */
  readonly types?: string[];
  /**
   * Only for releases that change one of these files: paths from the top of the repository, in which `*` stands for any
   * characters. Where nobody knows what a release changes, as nobody annotated it, it is for that release too.
   *
   * @default - whatever a release changes
   */
  readonly paths?: string[];
}

export interface EvidenceRequirementProps extends CommonRequirementProps {
  /** What CI must have attested of exactly what is released, and found in order: such as `unit` and `security`. */
  readonly checks: string[];
  /**
   * For how long a release may be without them: what it lacks as it is opened stops nothing then, and is chased by a message
   * four hours before that time and one after it. Whole hours, 720 at most. What was attested as failed stops the release all the same.
   *
   * @default - they have to be there as the release is opened
   */
  readonly owedWithin?: Duration;
}

export interface ApprovalsRequirementProps extends CommonRequirementProps {
  /** What people must have approved it as, one of each and each another person: such as `tech-lead` and `product-owner`. */
  readonly by: string[];
  /**
   * Whether nobody may approve a release that has a commit of theirs. Sessions then have to be named by mail addresses, and
   * `sluice annotate` has to keep those of the authors: what cannot be compared does not count.
   *
   * @default true
   */
  readonly independent?: boolean;
  /**
   * For how long a release may be without them: who has not approved it as it is opened stops nothing then, and is chased by a
   * message four hours before that time and one after it. Whole hours, 720 at most. A refusal stops the release all the same.
   *
   * @default - they have to be there as the release is opened
   */
  readonly owedWithin?: Duration;
}

export interface GatesRequirementProps extends CommonRequirementProps {
  /** The kinds of gates that a release must have, and that must count: such as `integration` and `error-rate`. */
  readonly kinds: string[];
}

export interface OfTypesProps {
  /**
   * What CI attests of every release; a hotfix owes it for a day, and `regression-test` besides.
   *
   * @default - unit, coverage and security
   */
  readonly checks?: string[];
  /**
   * Paths of files, in which `*` stands for any characters: who changes one needs the approval of a `security-lead`, unless it is a hotfix.
   *
   * @default - none
   */
  readonly securityPaths?: string[];
}

export interface FreezeRequirementProps extends CommonRequirementProps {
  /**
   * What closes: nothing is released that would not be over before an event of them begins.
   *
   * @default - none; then `openHours` has to be given
   */
  readonly calendars?: Calendar[];
  /**
   * The hours in which releases may happen, such as `OpenHours.office({ timeZone: 'Europe/Berlin' })`.
   *
   * @default - any; then `calendars` have to be given
   */
  readonly openHours?: OpenHours;
}

export interface AloneRequirementProps extends CommonRequirementProps {
  /** Functions of which no release may be under way meanwhile: names, in which `*` stands for any characters. */
  readonly with: string[];
}

export interface AdoptionRequirementProps extends CommonRequirementProps {
  /** The stage that a release must be at, or a further one: `alongside` before `optional` before `trusted`. */
  readonly least: 'optional' | 'trusted';
}

/** What a platform asks of releases, whatever they say themselves: a squad can add to it, and take nothing away. */
export class Requirement {
  /** CI must have attested that checks passed, by `sluice attest ci`. */
  static evidence(props: EvidenceRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<EvidenceRequirementProps>(props, {
      ...SCOPE,
      checks: 'texts!',
      owedWithin: 'duration',
    });
    const { checks = [] } = sound;
    const own = sound.checks ? kindsProblems('checks', checks) : [];
    const { owed, problems: wrongTime } = owedOf(sound.owedWithin);
    const requirement = { kind: 'evidence', checks, ...owed, ...scopeOf(sound) } as const;
    return new Requirement(requirement, checks, [...problems, ...own, ...wrongTime]);
  }

  /** People must have approved it, by `sluice approve`. */
  static approvals(props: ApprovalsRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<ApprovalsRequirementProps>(props, {
      ...SCOPE,
      by: 'texts!',
      independent: 'flag',
      owedWithin: 'duration',
    });
    const { by = [], independent = true } = sound;
    const own = sound.by ? kindsProblems('by', by) : [];
    const { owed, problems: wrongTime } = owedOf(sound.owedWithin);
    const requirement = { kind: 'approvals', by, independent, ...owed, ...scopeOf(sound) } as const;
    return new Requirement(requirement, by, [...problems, ...own, ...wrongTime]);
  }

  /** The release must have gates of these kinds. */
  static gates(props: GatesRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<GatesRequirementProps>(props, { ...SCOPE, kinds: 'texts!' });
    const { kinds = [] } = sound;
    const own = sound.kinds ? gateKindsProblems(kinds) : [];
    return new Requirement({ kind: 'gates', gates: kinds, ...scopeOf(sound) }, [], [...problems, ...own]);
  }

  /**
   * What is usual for each type of release. Continuous: what CI attests, and nobody approves. Patch: a tech lead and a product owner
   * besides. Minor: a QA lead and a release manager besides. Major: an executive besides. A hotfix: one `hotfix-approver`
   * before, and within 24 hours after what CI attests, `regression-test` and a patch's approvals.
   */
  static ofTypes(props: OfTypesProps = {}): Requirement[] {
    const { sound, problems } = soundProps<OfTypesProps>(props, { checks: 'texts', securityPaths: 'texts' });
    const { checks = ['unit', 'coverage', 'security'], securityPaths = [] } = sound;
    const [first, ...others] = [
      Requirement.evidence({ checks, types: ['continuous', 'patch', 'minor', 'major'] }),
      Requirement.approvals({ by: ['tech-lead', 'product-owner'], types: ['patch', 'minor', 'major'] }),
      Requirement.approvals({ by: ['qa-lead', 'release-manager'], types: ['minor', 'major'] }),
      Requirement.approvals({ by: ['executive'], types: ['major'] }),
      Requirement.approvals({ by: ['hotfix-approver'], types: ['hotfix'] }),
      Requirement.evidence({
        checks: [...new Set([REGRESSION_TEST, ...checks])],
        ...{ types: ['hotfix'], owedWithin: HOTFIX_OWES },
      }),
      Requirement.approvals({ by: ['tech-lead', 'product-owner'], types: ['hotfix'], owedWithin: HOTFIX_OWES }),
      ...(securityPaths.length > 0
        ? [
            Requirement.approvals({
              by: ['security-lead'],
              paths: securityPaths,
              types: ['continuous', 'patch', 'minor', 'major'],
            }),
          ]
        : []),
    ];
    return [first.withProblems(problems.map((problem) => `\`ofTypes\`: ${problem}`)), ...others];
  }

  /**
   * Nothing may close from its beginning until all traffic has moved and the last gates have been asked. Somebody who may attest
   * `freeze-override` can let a release through, by `sluice approve --as freeze-override`.
   */
  static freeze(props: FreezeRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<FreezeRequirementProps>(props, {
      ...SCOPE,
      calendars: 'calendars',
      openHours: 'openHours',
    });
    const { calendars = [], openHours } = sound;
    const { hours, problems: wrongHours = [] } = openHours?._bind() ?? {};
    const none = calendars.length > 0 || openHours || problems.length > 0 ? [] : [NOTHING_CLOSES];
    const named = calendars.length === 0 ? {} : { calendars: [...new Set(calendars.map(({ name }) => name))] };
    return new Requirement(
      {
        kind: 'freeze',
        ...named,
        ...(hours && wrongHours.length === 0 ? { openHours: hours } : {}),
        ...scopeOf(sound),
      },
      [FREEZE_OVERRIDE],
      [...problems, ...none, ...wrongHours.map((problem) => `\`openHours\`: ${problem}`)],
      calendars,
    );
  }

  /** No release of some functions may be under way: those that it depends on, or would get in the way of. */
  static alone(props: AloneRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<AloneRequirementProps>(props, { ...SCOPE, with: 'texts!' });
    const { with: patterns = [] } = sound;
    const none =
      sound.with && (patterns.length === 0 || patterns.includes(''))
        ? ["`with` must name functions, such as 'shop-cart-*'"]
        : [];
    return new Requirement({ kind: 'alone', with: patterns, ...scopeOf(sound) }, [], [...problems, ...none]);
  }

  /** A release must have adopted its pipeline so far at least: what its squad says of that is not enough. */
  static adoption(props: AdoptionRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<AdoptionRequirementProps>(props, { ...SCOPE, least: 'adoption!' });
    const { least = DEFAULT_ADOPTION } = sound;
    const vain = least === 'alongside' ? [NOTHING_LESS] : [];
    return new Requirement({ kind: 'adoption', least, ...scopeOf(sound) }, [], [...problems, ...vain]);
  }

  private constructor(
    private readonly requirement: BoundRequirement,
    private readonly attested: readonly string[],
    private readonly problems: readonly string[],
    private readonly calendars: readonly Calendar[] = [],
  ) {}

  private withProblems(problems: readonly string[]): Requirement {
    return new Requirement(this.requirement, this.attested, [...problems, ...this.problems]);
  }

  /** @internal */
  _bindToPlatform(): BoundRequirementOf {
    const { requirement, attested, problems, calendars } = this;
    return { requirement, attested, problems, calendars };
  }
}

/** A requirement as the platform has it. @internal */
export interface BoundRequirementOf {
  readonly requirement: BoundRequirement;
  /** The kinds of attestations that it asks for. */
  readonly attested: readonly string[];
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[];
  /** Those that it names. */
  readonly calendars: readonly Calendar[];
}

const NOTHING_CLOSES =
  "`calendars` or `openHours` must be given, such as [Calendar.fromFile('freeze.ics')] or OpenHours.office({ timeZone: 'Europe/Berlin' })";

/** Nothing is less than that, so it would ask for nothing. */
const NOTHING_LESS = '`least` must be optional or trusted: every release is alongside at least';

function soundRequirement<P extends CommonRequirementProps>(props: P, table: PropTable<P>) {
  const { sound, problems } = soundProps<P>(props, table);
  const { types = [] } = sound;
  const isVain = (names: readonly string[] | undefined) =>
    names !== undefined && (names.length === 0 || names.includes(''));
  return {
    sound,
    problems: [
      ...problems,
      ...(isVain(sound.services) ? ['`services` must name functions, or be left out for all of them'] : []),
      ...(isVain(sound.paths) ? ['`paths` must name files, or be left out for all changes'] : []),
      ...(sound.types?.length === 0 ? ['`types` must name types of release, or be left out for all of them'] : []),
      ...types
        .filter((type) => !isReleaseType(type))
        .map((type) => `\`types\` must be of ${listText(RELEASE_TYPES)}, got: ${shown(type)}`),
    ],
  };
}

function isReleaseType(type: string): type is ReleaseType {
  return RELEASE_TYPES.some((known) => known === type);
}

/** That what a hotfix mends stays mended. */
const REGRESSION_TEST = 'regression-test';
const HOTFIX_OWES = Duration.hours(24);

/** For how long something is owed, as a policy has it. */
function owedOf(within: Duration | undefined) {
  if (within === undefined) return { owed: {}, problems: [] };
  const owedWithinHours = within.toHours({ integral: false });
  return Number.isInteger(owedWithinHours) && owedWithinHours >= 1 && owedWithinHours <= MOST_OWED_HOURS
    ? { owed: { owedWithinHours }, problems: [] }
    : {
        owed: {},
        problems: [`\`owedWithin\` must be from 1 to ${MOST_OWED_HOURS} whole hours, got: ${within.toString()}`],
      };
}

const SCOPE = {
  services: 'texts',
  types: 'texts',
  paths: 'texts',
} as const satisfies PropTable<CommonRequirementProps>;

function scopeOf({ services = [], types = [], paths = [] }: Partial<CommonRequirementProps>) {
  const known = types.filter(isReleaseType);
  return {
    ...(services.length === 0 ? {} : { services }),
    ...(known.length === 0 ? {} : { types: known }),
    ...(paths.length === 0 ? {} : { paths }),
  };
}

function kindsProblems(prop: string, kinds: readonly string[]): readonly string[] {
  if (kinds.length === 0) return [`\`${prop}\` must name one at least`];
  const doubled = [...new Set(kinds.filter((kind, index) => kinds.indexOf(kind) !== index))];
  return [
    ...kinds.flatMap((kind) => {
      const problem = attestationKindProblem(kind);
      return problem === undefined ? [] : [`\`${prop}\` ${problem}, got: ${shown(kind)}`];
    }),
    ...doubled.map((kind) => `\`${prop}\` must name each once, got: ${shown(kind)} twice`),
  ];
}

function gateKindsProblems(kinds: readonly string[]): readonly string[] {
  const known = Object.keys(GATE_KINDS) as GateKindName[];
  if (kinds.length === 0) return ['`kinds` must name one at least'];
  return kinds
    .filter((kind) => !known.some((one) => one === kind))
    .map((kind) => `\`kinds\` must be of ${listText(known)}, got: ${shown(kind)}`);
}
