import { attestationKindProblem } from '../../domain/attestation/attestation-kind';
import { GATE_KINDS, type GateKindName } from '../../domain/gates/gate-kinds';
import type { Requirement as BoundRequirement } from '../../domain/policy/policy';
import { listText } from '../../domain/text/figures';
import { shown, soundProps, type PropTable } from '../sound-props';

export interface CommonRequirementProps {
  /**
   * For which releases it is: names of functions, in which `*` stands for any characters. A name that CloudFormation gives
   * begins with that of its stack.
   *
   * @default - all releases of the platform
   */
  readonly services?: string[];
}

export interface EvidenceRequirementProps extends CommonRequirementProps {
  /** What CI must have attested of exactly what is released, and found in order: such as `unit` and `security`. */
  readonly checks: string[];
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
}

export interface GatesRequirementProps extends CommonRequirementProps {
  /** The kinds of gates that a release must have, and that must count: such as `integration` and `error-rate`. */
  readonly kinds: string[];
}

/** What a platform asks of releases, whatever they say themselves: a squad can add to it, and take nothing away. */
export class Requirement {
  /** CI must have attested that checks passed, by `sluice attest ci`. */
  static evidence(props: EvidenceRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<EvidenceRequirementProps>(props, {
      checks: 'texts!',
      services: 'texts',
    });
    const { checks = [] } = sound;
    const own = sound.checks ? kindsProblems('checks', checks) : [];
    return new Requirement({ kind: 'evidence', checks, ...scopeOf(sound) }, checks, [...problems, ...own]);
  }

  /** People must have approved it, by `sluice approve`. */
  static approvals(props: ApprovalsRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<ApprovalsRequirementProps>(props, {
      by: 'texts!',
      independent: 'flag',
      services: 'texts',
    });
    const { by = [], independent = true } = sound;
    const own = sound.by ? kindsProblems('by', by) : [];
    return new Requirement({ kind: 'approvals', by, independent, ...scopeOf(sound) }, by, [...problems, ...own]);
  }

  /** The release must have gates of these kinds. */
  static gates(props: GatesRequirementProps): Requirement {
    const { sound, problems } = soundRequirement<GatesRequirementProps>(props, { kinds: 'texts!', services: 'texts' });
    const { kinds = [] } = sound;
    const own = sound.kinds ? gateKindsProblems(kinds) : [];
    return new Requirement({ kind: 'gates', gates: kinds, ...scopeOf(sound) }, [], [...problems, ...own]);
  }

  private constructor(
    private readonly requirement: BoundRequirement,
    private readonly attested: readonly string[],
    private readonly problems: readonly string[],
  ) {}

  /** @internal */
  _bindToPlatform(): BoundRequirementOf {
    const { requirement, attested, problems } = this;
    return { requirement, attested, problems };
  }
}

/** A requirement as the platform has it. @internal */
export interface BoundRequirementOf {
  readonly requirement: BoundRequirement;
  /** The kinds of attestations that it asks for. */
  readonly attested: readonly string[];
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[];
}

function soundRequirement<P extends CommonRequirementProps>(props: P, table: PropTable<P>) {
  const { sound, problems } = soundProps<P>(props, table);
  const { services } = sound;
  const isVain = services !== undefined && (services.length === 0 || services.includes(''));
  const none = isVain ? ['`services` must name functions, or be left out for all of them'] : [];
  return { sound, problems: [...problems, ...none] };
}

function scopeOf({ services }: Partial<CommonRequirementProps>) {
  return services === undefined || services.length === 0 ? {} : { services };
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
