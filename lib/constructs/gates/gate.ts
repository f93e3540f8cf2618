import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import { checkGate, propOf, type CheckedGate, type GateDraft } from '../../domain/gates/gate-problems';
import type { BoundGate } from './bound-gate';
import { contractDefinition, type ContractGateProps } from './contract-gate';
import { functionDefinition, type FunctionGateProps } from './function-gate';
import { settingsOf, settingsProblemsOf, soundGateProps, type CommonGateProps } from './gate-settings';
import { Judge } from './judge';
import { Probe } from './probe';
import { qualityDefinition, type QualityGateProps } from './quality-gate';
import { PROP_KINDS, problemOf } from '../sound-props';
import type { QualitySuite } from './quality-suite';
import type { Suite } from './suite';
import { withSuite } from './with-suite';
import { syntheticLoadDefinition, type SyntheticLoadGateProps } from './synthetic-load-gate';
import { KNOWN_AT_SYNTH, tokenPaths } from '../token-paths';

export interface HealthGateProps extends CommonGateProps {
  /**
   * How many probes, one after the other, must all pass. 1 to 100.
   *
   * @default 3
   */
  readonly passes?: number;
  /**
   * The time they may take together. At most 10 minutes.
   *
   * @default Duration.seconds(60)
   */
  readonly within?: Duration;
  /**
   * The time that each answer may take, the first included, which is that of a cold start.
   *
   * @default - any, within the time of all
   */
  readonly maxLatency?: Duration;
  /**
   * What is sent.
   *
   * @default - `GET /health` of an HTTP API, answered with status 200
   */
  readonly probe?: Probe;
}

export interface IntegrationGateProps extends CommonGateProps {
  /** The conversations to hold. */
  readonly suite: Suite;
  /**
   * How many conversations are held at a time. 1 to 50.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * The time that the conversations may take together. At most 14 minutes, since a function asks the gate.
   *
   * @default Duration.minutes(10)
   */
  readonly within?: Duration;
  /**
   * Hold only the conversations that have one of these tags.
   *
   * @default - all conversations
   */
  readonly tags?: string[];
  /**
   * How often a conversation that does not hold is held again. 0 to 5. One that holds then is reported as flaky.
   *
   * @default - never; a gate says what it saw
   */
  readonly retries?: number;
}

/** One named question about a release. It asks the new version itself, by its number, not the alias. */
export class Gate {
  /** Is the new version healthy? */
  static health(props: HealthGateProps = {}): Gate {
    const { sound, problems } = soundGateProps(props, {
      passes: 'number',
      within: 'duration',
      maxLatency: 'duration',
      probe: 'probe',
    });
    const { name = 'health', phase = 'before-traffic', passes = 3, within, probe = Probe.http() } = sound;
    const { maxLatency } = sound;
    const definition: GateDefinition = {
      kind: 'health',
      name,
      phase,
      passes,
      withinSeconds: within?.toSeconds({ integral: false }) ?? 60,
      probe: probe._bindToGate(),
      ...(maxLatency ? { maxLatencyMs: maxLatency.toMilliseconds({ integral: false }) } : {}),
    };
    return Gate.of(sound, definition, undefined, problems);
  }

  /** Does the new version still hold its conversations? */
  static integration(props: IntegrationGateProps): Gate {
    const { sound, problems } = soundGateProps(props, {
      suite: 'suite!',
      concurrency: 'number',
      within: 'duration',
      tags: 'texts',
      retries: 'number',
    });
    const { name = 'integration', phase = 'before-traffic', suite, concurrency = 4, within, tags, retries } = sound;
    const withinSeconds = within?.toSeconds({ integral: false }) ?? 600;
    const settings = {
      ...({ kind: 'integration', name, phase, concurrency, withinSeconds } as const),
      ...(tags ? { tags } : {}),
      ...(retries ? { retries } : {}),
    };
    return Gate.of(sound, withSuite(settings, suite), suite, problems);
  }

  /** Does the new version bear so many calls? It is warm afterwards, and a quiet service has something to measure. */
  static syntheticLoad(props: SyntheticLoadGateProps = {}): Gate {
    const { sound, problems } = soundGateProps(props, {
      suite: 'suite',
      request: 'object',
      requests: 'number',
      concurrency: 'number',
      maxErrorRatePercent: 'number',
      maxLatency: 'duration',
      within: 'duration',
    });
    const { suite, request } = sound;
    const both = suite && request ? ['`suite` and `request` exclude each other: say one of them'] : [];
    return Gate.of(sound, syntheticLoadDefinition(sound), suite, [...both, ...problems]);
  }

  /** Does the new version answer in the shape of the old one? */
  static contract(props: ContractGateProps): Gate {
    const { sound, problems } = soundGateProps(props, {
      suite: 'suite!',
      allow: 'text',
      concurrency: 'number',
      within: 'duration',
    });
    return Gate.of(sound, contractDefinition(sound), sound.suite, problems);
  }

  /** Does the new version answer as well as the old one? A judge scores both, case by case, until that is known. */
  static quality(props: QualityGateProps): Gate {
    const { sound, problems } = soundGateProps(props, {
      suite: 'qualitySuite!',
      judge: 'judge!',
      margin: 'number',
      expectedSd: 'number',
      blueScores: 'number',
      concurrency: 'number',
      within: 'duration',
      maxDollars: 'number',
      maxTokens: 'number',
    });
    const { judge: chosen = Judge.offline(), suite } = sound;
    const judge = chosen._bindToGate();
    const definition = qualityDefinition(sound, judge);
    const { bound } = Gate.of(sound, definition, suite, [...judge.problems, ...problems]);
    return new Gate({ ...bound, ownFunction: judge.ownFunction, judge });
  }

  /** What a function of your own says. It gets the release, and answers a verdict with reasons and evidence. */
  static fromFunction(fn: lambda.IFunction, props: FunctionGateProps = {}): Gate {
    const { sound, problems } = soundGateProps(props, { within: 'duration' });
    const wrong = problemOf(PROP_KINDS.function, fn);
    const own = wrong === undefined ? problems : [`the function ${wrong}`, ...problems];
    const { bound } = Gate.of(sound, functionDefinition(sound), undefined, own);
    return new Gate(wrong === undefined ? { ...bound, ownFunction: fn } : bound);
  }

  /** A gate with all that is wrong with it; it is shipped only where its suite, if it has one, can be read. */
  private static of(
    props: CommonGateProps,
    definition: GateDraft,
    suite?: Suite | QualitySuite,
    own: readonly string[] = [],
  ): Gate {
    const { name } = definition;
    const settings = settingsOf(props);
    const checked = checkedOf(definition);
    const problems = [
      ...(suite?._bindToGate().problems ?? []),
      ...own.map((problem) => `gate \`${name}\`: ${problem}`),
      ...checked.problems.map((problem) => `gate \`${name}\`: ${problem}`),
      ...settingsProblemsOf(name, settings),
    ];
    return new Gate({ name, definition: checked.definition, problems, settings });
  }

  /** What the gate is called in reports and messages. */
  readonly name: string;

  private constructor(private readonly bound: BoundGate) {
    this.name = bound.name;
  }

  /**
   * What the release that asks it makes of it.
   *
   * @internal
   */
  _bindToRelease(): BoundGate {
    return this.bound;
  }
}

/** What a token stands for is nothing that could be checked. */
function checkedOf(definition: GateDraft): CheckedGate {
  const late = tokenPaths(definition).map((path) => `\`${propOf(path)}\` ${KNOWN_AT_SYNTH}`);
  return late.length > 0 ? { definition: undefined, problems: late } : checkGate(definition);
}
