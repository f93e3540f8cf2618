import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkGate, propOf, type CheckedGate, type GateDraft } from '../../domain/gates/gate-problems';
import { approvalsDefinition, type ApprovalsGateProps } from './approvals-gate';
import type { BoundGate, GateNote } from './bound-gate';
import { checklistDefinition, type ChecklistGateProps } from './checklist-gate';
import { ciEvidenceDefinition, type CiEvidenceGateProps } from './ci-evidence-gate';
import { contractDefinition, type ContractGateProps } from './contract-gate';
import { freezeDefinition, type FreezeGateProps } from './freeze-gate';
import { functionDefinition, type FunctionGateProps } from './function-gate';
import { healthDefinition, type HealthGateProps } from './health-gate';
import {
  errorRateDefinition,
  failureRatioDefinition,
  inFlight,
  latencyDefinition,
  soundInFlightProps,
  throttlingDefinition,
  type ErrorRateGateProps,
  type FailureRatioGateProps,
  type LatencyGateProps,
  type ThrottlingGateProps,
} from './in-flight-gates';
import { ownCounts, ownCountsProblems } from './own-counts';
import { integrationDefinition, type IntegrationGateProps } from './integration-gate';
import { settingsOf, settingsProblemsOf, soundGateProps, type CommonGateProps } from './gate-settings';
import { Judge } from './judge';
import { qualityDefinition, type QualityGateProps } from './quality-gate';
import { PROP_KINDS, problemOf, soundProps } from '../sound-props';
import { ruleProblems } from './rule';
import type { QualitySuite } from './quality-suite';
import type { Suite } from './suite';
import { syntheticLoadDefinition, type SyntheticLoadGateProps } from './synthetic-load-gate';
import { KNOWN_AT_SYNTH, tokenPaths } from '../token-paths';

/** One named question about a release. It asks the new version itself, by its number, not the alias. */
export class Gate {
  /** Did CI find nothing wrong with exactly what is released? What it attested before the deployment decides. */
  static ciEvidence(props: CiEvidenceGateProps): Gate {
    const { sound, problems } = soundGateProps<CiEvidenceGateProps>(props, { checks: 'texts!' });
    return Gate.of(sound, ciEvidenceDefinition(sound), undefined, problems);
  }

  /** Did people agree to exactly what is released? What they approved before the deployment decides. */
  static approvals(props: ApprovalsGateProps): Gate {
    const { sound, problems } = soundGateProps<ApprovalsGateProps>(props, { by: 'texts!', independent: 'flag' });
    return Gate.of(sound, approvalsDefinition(sound), undefined, problems);
  }

  /** Is done what a checklist wants done before the release starts? What was attested by then decides. */
  static checklist(props: ChecklistGateProps): Gate {
    const { sound, problems } = soundGateProps<ChecklistGateProps>(props, { file: 'text!', upTo: 'text' });
    const { definition, inFile, problems: own } = checklistDefinition(sound);
    if (definition) return Gate.of(sound, definition, undefined, problems);
    const { name = 'checklist' } = sound;
    return Gate._unfit(name, [...inFile, ...[...problems, ...own].map((problem) => `gate \`${name}\`: ${problem}`)]);
  }

  /** May it be released now, and until all of it is over? Calendars of the platform, and hours of your own, decide. */
  static freeze(props: FreezeGateProps): Gate {
    const { sound, problems } = soundGateProps<FreezeGateProps>(props, { calendars: 'texts', openHours: 'openHours' });
    const wrongHours = sound.openHours?._bind().problems ?? [];
    return Gate.of(sound, freezeDefinition(sound), undefined, [
      ...problems,
      ...wrongHours.map((problem) => `\`openHours\`: ${problem}`),
    ]);
  }

  /** Is the new version healthy? */
  static health(props: HealthGateProps = {}): Gate {
    const { sound, problems } = soundGateProps(props, {
      passes: 'number',
      within: 'duration',
      maxLatency: 'duration',
      probe: 'probe',
    });
    const ofProbe = (sound.probe?._bindToGate().problems ?? []).map((problem) => `\`probe\`: ${problem}`);
    return Gate.of(sound, healthDefinition(sound), undefined, [...problems, ...ofProbe]);
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
    return Gate.of(sound, integrationDefinition(sound), sound.suite, problems);
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

  /** Do more of the new version's invocations fail than of the old one's, while traffic shifts? */
  static errorRate(props: ErrorRateGateProps = {}): Gate {
    const { sound, problems } = soundInFlightProps(props, {
      maxIncrease: 'shareIncrease',
      warnAt: 'shareIncrease',
      rule: 'rule',
    });
    return Gate.of(inFlight(sound), errorRateDefinition(sound), undefined, [...problems, ...ruleProblems(sound.rule)]);
  }

  /** Do the new version's calls take longer than the old one's, while traffic shifts? */
  static latency(props: LatencyGateProps = {}): Gate {
    const { sound, problems } = soundInFlightProps(props, {
      percentile: 'number',
      maxIncrease: 'durationIncrease',
      warnAt: 'durationIncrease',
      rule: 'rule',
    });
    return Gate.of(inFlight(sound), latencyDefinition(sound), undefined, [...problems, ...ruleProblems(sound.rule)]);
  }

  /** Are tables throttled that the new version uses, while traffic shifts? */
  static throttling(props: ThrottlingGateProps): Gate {
    const { sound, problems } = soundProps(props, {
      name: 'text',
      mode: 'text',
      tables: 'tables!',
      onThrottle: 'text',
    });
    const { tables = [] } = sound;
    const none =
      tables.length === 0 && sound.tables
        ? ['`tables` must have a table: without one there is nothing to watch; give it those that the function uses']
        : [];
    const { bound } = Gate.of(inFlight(sound), throttlingDefinition(sound), undefined, [...none, ...problems]);
    return new Gate({ ...bound, tables });
  }

  /** Does more of what the new version does fail than of what the old one does, by two counts of your own? */
  static failureRatio(props: FailureRatioGateProps): Gate {
    const { sound, problems } = soundInFlightProps(props, {
      failures: 'metric!',
      total: 'metric!',
      versionDimension: 'text',
      maxIncrease: 'shareIncrease',
      warnAt: 'shareIncrease',
      rule: 'rule',
    });
    const own = [...problems, ...ruleProblems(sound.rule), ...ownCountsProblems(sound)];
    const { bound } = Gate.of(inFlight(sound), failureRatioDefinition(sound), undefined, own);
    const metrics = [sound.failures, sound.total].filter((metric) => metric !== undefined);
    return new Gate({ ...bound, metrics, counts: ownCounts(sound) });
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

  /**
   * What stands for gates that could not be made; it stops the synth.
   *
   * @internal
   */
  static _unfit(name: string, problems: readonly string[]): Gate {
    return new Gate({ name, definition: undefined, problems, settings: {} });
  }

  /** What the gate is called in reports and messages. */
  readonly name: string;

  private constructor(private readonly bound: BoundGate) {
    this.name = bound.name;
  }

  /**
   * The same gate, with something to say at synth.
   *
   * @internal
   */
  _noting(note: GateNote): Gate {
    return new Gate({ ...this.bound, notes: [...(this.bound.notes ?? []), note] });
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
