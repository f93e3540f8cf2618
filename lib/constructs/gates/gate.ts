import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import { gateProblems, isWhole, propOf, type GateDraft } from '../../domain/gates/gate-problems';
import type { GateSettings } from '../../domain/gate/gate-settings';
import { contractDefinition, type ContractGateProps } from './contract-gate';
import { functionDefinition, type FunctionGateProps } from './function-gate';
import { settingsOf, settingsProblemsOf, soundGateProps, type CommonGateProps } from './gate-settings';
import { Judge } from './judge';
import { Probe } from './probe';
import { qualityDefinition, type QualityGateProps } from './quality-gate';
import { PROP_KINDS, problemOf } from '../sound-props';
import type { Suite } from './suite';
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
      probe: probe.definition,
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
    return Gate.of(sound, suite?.parsed ? { ...settings, suite: suite.parsed } : settings, suite, problems);
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
    const { judge = Judge.offline(), suite } = sound;
    const gate = Gate.of(sound, qualityDefinition({ ...sound, judge }), suite, [...judge.problems, ...problems]);
    return new Gate(gate.name, gate.definition, gate.problems, gate.settings, judge.ownFunction, judge);
  }

  /** What a function of your own says. It gets the release, and answers a verdict with reasons and evidence. */
  static fromFunction(fn: lambda.IFunction, props: FunctionGateProps = {}): Gate {
    const { sound, problems } = soundGateProps(props, { within: 'duration' });
    const wrong = problemOf(PROP_KINDS.function, fn);
    const own = wrong === undefined ? problems : [`the function ${wrong}`, ...problems];
    const gate = Gate.of(sound, functionDefinition(sound), undefined, own);
    return new Gate(gate.name, gate.definition, gate.problems, gate.settings, wrong === undefined ? fn : undefined);
  }

  /** A gate with all that is wrong with it; it is shipped only where its suite, if it has one, can be read. */
  private static of(
    props: CommonGateProps,
    definition: GateDraft,
    suite?: Pick<Suite, 'problems'>,
    own: readonly string[] = [],
  ): Gate {
    const { name } = definition;
    const settings = settingsOf(props);
    const problems = [
      ...(suite?.problems ?? []),
      ...own.map((problem) => `gate \`${name}\`: ${problem}`),
      ...problemsOf(definition),
      ...settingsProblemsOf(name, settings),
    ];
    return new Gate(name, isWhole(definition) ? definition : undefined, problems, settings);
  }

  private constructor(
    readonly name: string,
    /** What is shipped to the platform; missing where the gate's own files cannot be read. */
    readonly definition: GateDefinition | undefined,
    /** What is wrong with the gate, each as one sentence. */
    readonly problems: readonly string[],
    /** What it counts for, and whether it is asked again. */
    readonly settings: GateSettings,
    /** The function that is asked, or that judges, where it is the squad's own. */
    readonly ownFunction?: lambda.IFunction,
    /** Who scores answers, where somebody does. */
    readonly judge?: Judge,
  ) {}
}

function problemsOf(definition: GateDraft): readonly string[] {
  const late = tokenPaths(definition).map((path) => `\`${propOf(path)}\` ${KNOWN_AT_SYNTH}`);
  // What a token stands for is nothing that could be checked.
  const all = late.length > 0 ? late : gateProblems(definition);
  return all.map((problem) => `gate \`${definition.name}\`: ${problem}`);
}
