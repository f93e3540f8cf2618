import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_RELEASE_TYPE, RELEASE_TYPES, type ReleaseType } from '../../domain/release/release-type';
import { listText } from '../../domain/text/figures';
import type { Gate } from '../gates/gate';
import { shown, soundProps, type PropTable } from '../sound-props';
import type { TrafficPlan } from './traffic-plan';

/** What a release of one type has in place of what the others have. */
export interface ReleaseTypeProps {
  /**
   * How traffic moves to the new version.
   *
   * @default - that of the release
   */
  readonly traffic?: TrafficPlan;
  /**
   * How long the new version is looked at once it has all traffic.
   *
   * @default - as long as the release
   */
  readonly bake?: Duration;
  /**
   * What is asked of it. At least one.
   *
   * @default - those of the release
   */
  readonly gates?: Gate[];
}

/** What differs by the type of release, which is said at synth: `cdk deploy -c sluice:type=hotfix`. */
export interface ReleaseTypesProps {
  /**
   * Each change that is merged goes out by itself.
   *
   * @default - as the release
   */
  readonly continuous?: ReleaseTypeProps;
  /**
   * Something is broken, and this mends it.
   *
   * @default - as the release
   */
  readonly hotfix?: ReleaseTypeProps;
  /**
   * Mended, and nothing added.
   *
   * @default - as the release
   */
  readonly patch?: ReleaseTypeProps;
  /**
   * Something is added.
   *
   * @default - as the release
   */
  readonly minor?: ReleaseTypeProps;
  /**
   * What others rely on changes.
   *
   * @default - as the release
   */
  readonly major?: ReleaseTypeProps;
}

/** By this key of the context a synth is told of what type its releases are. */
export const TYPE_CONTEXT = 'sluice:type';

/** The type of a release, as the context of its synth says it. */
export interface SaidType {
  readonly type: ReleaseType;
  readonly problems: readonly string[];
}

export function saidType(release: Construct): SaidType {
  const said: unknown = release.node.tryGetContext(TYPE_CONTEXT);
  const known = RELEASE_TYPES.find((type) => type === said);
  return said === undefined || known !== undefined
    ? { type: known ?? DEFAULT_RELEASE_TYPE, problems: [] }
    : {
        type: DEFAULT_RELEASE_TYPE,
        problems: [`the context \`${TYPE_CONTEXT}\` must be one of ${listText(RELEASE_TYPES)}, got: ${shown(said)}`],
      };
}

/** What a release has in place of its own props, by its type. */
export interface OfType {
  readonly own: ReleaseTypeProps;
  readonly problems: readonly string[];
}

export function ofType(type: ReleaseType, types: ReleaseTypesProps = {}): OfType {
  const all = soundProps<ReleaseTypesProps>(types, TYPES);
  const each = Object.entries(all.sound).map(([name, props]: [string, ReleaseTypeProps]) => ({
    name,
    ...soundProps<ReleaseTypeProps>(props, { traffic: 'traffic', bake: 'duration', gates: 'gates' }),
  }));
  return {
    own: each.find(({ name }) => name === type)?.sound ?? {},
    problems: [
      ...all.problems,
      ...each.flatMap(({ name, problems, sound }) => [
        ...problems.map((problem) => `\`${name}\`: ${problem}`),
        ...(sound.gates?.length === 0 ? [`\`${name}\`: \`gates\` must have a gate, or be left out`] : []),
      ]),
    ].map((problem) => `\`types\`: ${problem}`),
  };
}

const TYPES = {
  continuous: 'object',
  hotfix: 'object',
  patch: 'object',
  minor: 'object',
  major: 'object',
} as const satisfies PropTable<ReleaseTypesProps>;
