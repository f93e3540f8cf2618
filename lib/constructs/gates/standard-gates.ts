import { listText } from '../../domain/text/figures';
import { shown, soundProps, type PropTable } from '../sound-props';
import { Gate } from './gate';
import type { CiEvidenceGateProps } from './ci-evidence-gate';
import type { HealthGateProps } from './health-gate';
import type { ErrorRateGateProps, LatencyGateProps, ThrottlingGateProps } from './in-flight-gates';
import type { IntegrationGateProps } from './integration-gate';
import type { QualityGateProps } from './quality-gate';

export interface StandardGatesProps {
  /**
   * What CI must have attested of exactly what is released.
   *
   * @default - not asked for, and synth says so
   */
  readonly ciEvidence?: CiEvidenceGateProps;
  /**
   * How the health gate asks.
   *
   * @default - three probes within 60 seconds, by `GET /health`
   */
  readonly health?: HealthGateProps;
  /**
   * The conversations that the new version has to hold, and how. Given, or left out by name.
   *
   * @default - has to be in `leaveOut`
   */
  readonly integration?: IntegrationGateProps;
  /**
   * The questions that a judge scores, and who judges. Given, or left out by name.
   *
   * @default - has to be in `leaveOut`
   */
  readonly quality?: QualityGateProps;
  /**
   * How much more may fail.
   *
   * @default - one percentage point more than of the old version
   */
  readonly errorRate?: ErrorRateGateProps;
  /**
   * How much longer calls may take.
   *
   * @default - 200 ms more than the old version's 99th percentile
   */
  readonly latency?: LatencyGateProps;
  /**
   * The tables that the function uses. Given, or left out by name.
   *
   * @default - has to be in `leaveOut`
   */
  readonly throttling?: ThrottlingGateProps;
  /**
   * The gates that this release does without; synth says so.
   *
   * @default - none
   */
  readonly leaveOut?: ('health' | 'integration' | 'quality' | 'errorRate' | 'latency' | 'throttling')[];
}

/** Gates that belong together. */
export class Gates {
  /**
   * The gates of a release that nobody has to watch, in one list: CI evidence, health, conversations and answer quality before
   * traffic; error rate, latency and throttling while it shifts.
   */
  static standard(props: StandardGatesProps): Gate[] {
    const { sound, given, problems } = soundProps(props, PROPS);
    const left = new Set<string>(sound.leaveOut ?? []);
    const wrong = [
      ...problems,
      ...leftOutProblems([...left]),
      ...NAMES.flatMap((name) => problemsOf(name, given, left)),
    ];
    const asked = NAMES.filter((name) => !left.has(name) && (name !== CI_EVIDENCE || sound.ciEvidence !== undefined));
    const [first, ...others] = asked.flatMap((name) => STANDARD[name].make(sound) ?? []);
    return [
      ...(first ? [first._noting({ code: 'standardGates', message: noteOf(asked, left) }), ...others] : []),
      ...(wrong.length > 0
        ? [
            Gate._unfit(
              'standard',
              wrong.map((problem) => `\`Gates.standard\`: ${problem}`),
            ),
          ]
        : []),
    ];
  }
}

type Name = NonNullable<StandardGatesProps['leaveOut']>[number] | 'ciEvidence';

interface StandardGate {
  /** Undefined where what it cannot be made without is not given. */
  make(props: Partial<StandardGatesProps>): Gate | undefined;
  /** What it cannot be made without. */
  readonly needs?: string;
}

/** In the order in which they are asked and told. */
const STANDARD: Readonly<Record<Name, StandardGate>> = {
  ciEvidence: { make: ({ ciEvidence }) => ciEvidence && Gate.ciEvidence(ciEvidence) },
  health: { make: ({ health }) => Gate.health(health) },
  integration: {
    make: ({ integration }) => integration && Gate.integration(integration),
    needs: "conversations, such as { suite: Suite.fromFile('conversations.yaml') }",
  },
  quality: {
    make: ({ quality }) => quality && Gate.quality(quality),
    needs:
      "questions and a judge, such as { suite: QualitySuite.fromFile('questions.yaml'), judge: Judge.bedrock({ … }) }",
  },
  errorRate: { make: ({ errorRate }) => Gate.errorRate(errorRate) },
  latency: { make: ({ latency }) => Gate.latency(latency) },
  throttling: {
    make: ({ throttling }) => throttling && Gate.throttling(throttling),
    needs: 'the tables that the function uses, such as { tables: [catalogue] }',
  },
};
const NAMES = Object.keys(STANDARD) as readonly Name[];
/** Asked for where it is given: without a CI that attests, every release would be blocked. */
const CI_EVIDENCE = 'ciEvidence';
const LEAVABLE = NAMES.filter((name) => name !== CI_EVIDENCE);

const PROPS = {
  ciEvidence: 'object',
  health: 'object',
  integration: 'object',
  quality: 'object',
  errorRate: 'object',
  latency: 'object',
  throttling: 'object',
  leaveOut: 'texts',
} as const satisfies PropTable<StandardGatesProps>;

function problemsOf(name: Name, props: StandardGatesProps, left: ReadonlySet<string>): readonly string[] {
  const isGiven = props[name] !== undefined;
  if (isGiven && left.has(name)) {
    return [`\`${name}\` must be given or left out, got: both; take it out of \`leaveOut\`, or do not say how it asks`];
  }
  const { needs } = STANDARD[name];
  if (needs === undefined || isGiven || left.has(name)) return [];
  return [`\`${name}\` must be given, as it needs ${needs}; to do without it, say leaveOut: ['${name}']`];
}

function leftOutProblems(left: readonly string[]): readonly string[] {
  const unknown = left.filter((name) => !LEAVABLE.some((known) => known === name));
  return [
    ...unknown.map((name) => `\`leaveOut\` must have ${listText(LEAVABLE)} alone, got: ${shown(name)}`),
    ...(LEAVABLE.every((name) => left.includes(name))
      ? ['`leaveOut` must leave a gate, got: all of them; take the whole call out instead']
      : []),
  ];
}

function noteOf(asked: readonly Name[], left: ReadonlySet<string>): string {
  const without = [...left].map((name) => `\`${name}\``);
  return [
    `Gates.standard asks ${asked.length} of its ${NAMES.length} gates.`,
    ...(asked.includes(CI_EVIDENCE)
      ? []
      : [
          "CI evidence is not asked for: have CI attest its checks, and give them by `ciEvidence: { checks: ['unit'] }`.",
        ]),
    ...(without.length > 0 ? [`\`leaveOut\` does without ${listText(without)}.`] : []),
  ].join(' ');
}
