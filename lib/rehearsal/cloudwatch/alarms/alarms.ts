import { type Place } from '../../kernel/place';
import { type Simulation } from '../../kernel/simulation';
import { type CloudWatchOptions } from '../cloudwatch-options';
import { type MetricStore } from '../metrics/metric-store';
import { type Alarm } from './alarm';
import { type AlarmBook, type NewAlarm } from './alarm-book';
import { alarmDatapoints } from './alarm-datapoints';
import { type AlarmDefinition } from './alarm-definition';
import { COMPARISONS } from './comparison-operator';
import { type AlarmState, evaluateAlarm } from './evaluate-alarm';
import { evaluatedEveryMs, windowEnd } from './evaluation-schedule';
import { hasTooFewSamples } from './low-sample-count';
import { metricConfiguration } from './metric-configuration';
import { type MetricStatistics } from './metric-statistics';
import { metricTrigger } from './metric-trigger';
import { missingDataTreatment } from './missing-data-treatment';
import { type Decision, stateReason } from './state-reason';
import { type Act, takeActions } from './take-actions';

export interface AlarmsSetting {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly metrics: MetricStore;
  readonly options: CloudWatchOptions;
  readonly statistics: MetricStatistics;
  readonly book: AlarmBook;
  readonly act: Act | undefined;
}

/** What is evaluated of an alarm, and how it is stopped. */
interface Evaluated {
  definition: AlarmDefinition;
  everyMs: number;
  stop: () => void;
  /** Of a state that was set and falls back by itself: the one before it, and how it is kept from falling back. */
  set: { readonly before: AlarmState; readonly stop: () => void } | undefined;
}

/**
 * The metric alarms of the account. Each is evaluated in steps of its own, the first time one step after its creation:
 * AWS says how often, not when in the minute.
 */
export class Alarms {
  private readonly evaluated = new Map<string, Evaluated>();
  private readonly everAccepted: AlarmDefinition[] = [];
  /** Whether anybody set the state of a metric alarm. */
  statesWereSet = false;

  constructor(private readonly setting: AlarmsSetting) {}

  /** Every definition accepted so far, whether its alarm still exists or not. */
  get definitions(): readonly AlarmDefinition[] {
    return this.everAccepted;
  }

  create(name: string, definition: AlarmDefinition): Alarm {
    const record = this.setting.book.add(this.newAlarm(name, definition));
    const everyMs = evaluatedEveryMs(definition);
    this.evaluated.set(name, { definition, everyMs, stop: this.evaluateEvery(everyMs, name), set: undefined });
    this.accept(definition);
    return record.current;
  }

  /** Changes what an alarm watches. Its state stays as it is until the next evaluation. */
  update(name: string, definition: AlarmDefinition): Alarm {
    const record = this.setting.book.update(this.newAlarm(name, definition));
    const evaluated = this.evaluated.get(name);
    const everyMs = evaluatedEveryMs(definition);
    if (evaluated && evaluated.everyMs !== everyMs) {
      evaluated.stop();
      evaluated.everyMs = everyMs;
      evaluated.stop = this.evaluateEvery(everyMs, name);
    }
    if (evaluated) evaluated.definition = definition;
    this.accept(definition);
    return record.current;
  }

  remove(name: string, where: string): void {
    this.setting.book.remove(name, where);
    this.evaluated.get(name)?.stop();
    this.evaluated.get(name)?.set?.stop();
    this.evaluated.delete(name);
  }

  /** The state of a metric alarm was set by hand, instead of the one before. */
  wasSet(name: string, before: AlarmState): void {
    const evaluated = this.evaluated.get(name);
    if (!evaluated) return;
    this.statesWereSet = true;
    const { options, simulation } = this.setting;
    if (options.setStateFallsBackAfterMs === undefined) return;
    evaluated.set?.stop();
    const stop = simulation.at(simulation.now + options.setStateFallsBackAfterMs, () => {
      this.evaluate(name);
    });
    evaluated.set = { before: evaluated.set?.before ?? before, stop };
  }

  private newAlarm(name: string, definition: AlarmDefinition): NewAlarm {
    return {
      kind: 'metric',
      name,
      description: definition.description,
      actions: definition.actions,
      configuration: metricConfiguration(definition),
      trigger: metricTrigger(definition),
      act: (record, change, previous) => {
        takeActions(record, change, previous, this.setting);
      },
    };
  }

  private accept(definition: AlarmDefinition): void {
    this.everAccepted.push(definition);
  }

  private evaluateEvery(everyMs: number, name: string): () => void {
    return this.setting.simulation.every(everyMs, () => {
      this.evaluate(name);
    });
  }

  private evaluate(name: string): void {
    const record = this.setting.book.get(name);
    const evaluated = this.evaluated.get(name);
    if (!record || !evaluated) return;
    const { definition, set } = evaluated;
    set?.stop();
    evaluated.set = undefined;
    const decision = this.decide(definition, set?.before ?? record.current.state);
    if (decision.state !== record.current.state) {
      this.setting.book.setState(name, decision.state, stateReason(definition, decision));
    }
  }

  private decide(definition: AlarmDefinition, current: AlarmState): Decision {
    const { metrics, options, simulation } = this.setting;
    const { periodMs, evaluationPeriods, datapointsToAlarm, comparison, threshold, source } = definition;
    const periods = evaluationPeriods + options.evaluationRangeExtra;
    const window = { from: windowEnd(definition, simulation.now) - periods * periodMs, periodMs, periods };
    const range = alarmDatapoints(source, metrics, window, simulation.now);
    const treatMissingData = missingDataTreatment(definition, options.dynamoDbAlwaysIgnoresMissing);
    const { state, considered, missing } = evaluateAlarm({
      breaches: range.map((point) => point && COMPARISONS[comparison].breaches(point.value, threshold)),
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData,
      state: current,
    });
    const datapoints = considered.map((position) => range[position]).filter((point) => point !== undefined);
    const decided = hasTooFewSamples(definition, datapoints) ? current : state;
    return { state: decided, datapoints, missing, treatMissingData };
  }
}
