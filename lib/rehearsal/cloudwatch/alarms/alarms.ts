import { type Place } from '../../kernel/place';
import { type Simulation } from '../../kernel/simulation';
import { type CloudWatchOptions } from '../cloudwatch-options';
import { type MetricStore } from '../metrics/metric-store';
import { MINUTE_MS } from '../metrics/minute';
import { type Alarm, type AlarmStateChange, type KeptAlarm } from './alarm';
import { alarmDatapoints } from './alarm-datapoints';
import { type AlarmDefinition } from './alarm-definition';
import { COMPARISONS } from './comparison-operator';
import { evaluateAlarm } from './evaluate-alarm';
import { hasTooFewSamples } from './low-sample-count';
import { missingDataTreatment } from './missing-data-treatment';
import { type Decision, INITIAL_REASON, stateReason } from './state-reason';

export interface AlarmsSetting {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly metrics: MetricStore;
  readonly options: CloudWatchOptions;
}

/**
 * The alarms of the account. Each is evaluated every minute, first one minute after its creation: AWS says how often,
 * not when in the minute.
 */
export class Alarms {
  private readonly byName = new Map<string, KeptAlarm>();
  private readonly listeners: ((change: AlarmStateChange) => void)[] = [];
  private readonly everAccepted: AlarmDefinition[] = [];

  constructor(private readonly setting: AlarmsSetting) {}

  /** Every alarm there is, by name. */
  get all(): readonly Alarm[] {
    return [...this.byName.values()].map(({ current }) => current).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Every definition accepted so far, whether its alarm still exists or not. */
  get definitions(): readonly AlarmDefinition[] {
    return this.everAccepted;
  }

  get(name: string): Alarm | undefined {
    return this.byName.get(name)?.current;
  }

  onStateChange(listener: (change: AlarmStateChange) => void): void {
    this.listeners.push(listener);
  }

  create(name: string, definition: AlarmDefinition): Alarm {
    const { simulation, place } = this.setting;
    const alarm: KeptAlarm = {
      definition,
      current: {
        name,
        arn: place.arn('cloudwatch', `alarm:${name}`),
        state: 'INSUFFICIENT_DATA',
        reason: INITIAL_REASON,
        since: simulation.now,
        description: definition.description,
      },
      stopEvaluating: simulation.every(MINUTE_MS, () => {
        this.evaluate(alarm);
      }),
    };
    this.everAccepted.push(definition);
    this.byName.set(name, alarm);
    return alarm.current;
  }

  /** Changes what an alarm watches. Its state stays as it is until the next evaluation. */
  update(name: string, definition: AlarmDefinition): Alarm {
    const alarm = this.byName.get(name);
    if (!alarm) throw new Error(`There is no alarm "${name}" to update.`);
    this.everAccepted.push(definition);
    alarm.definition = definition;
    alarm.current = { ...alarm.current, description: definition.description };
    return alarm.current;
  }

  remove(name: string): void {
    this.byName.get(name)?.stopEvaluating();
    this.byName.delete(name);
  }

  private evaluate(alarm: KeptAlarm): void {
    const decision = this.decide(alarm);
    const from = alarm.current.state;
    if (decision.state === from) return;
    const at = this.setting.simulation.now;
    const reason = stateReason(alarm.definition, decision);
    alarm.current = { ...alarm.current, state: decision.state, reason, since: at };
    for (const listener of this.listeners)
      listener({ alarm: alarm.current.name, from, to: decision.state, at, reason });
  }

  private decide({ definition, current }: KeptAlarm): Decision {
    const { metrics, options, simulation } = this.setting;
    const { periodMs, evaluationPeriods, datapointsToAlarm, comparison, threshold, source } = definition;
    const periods = evaluationPeriods + options.evaluationRangeExtra;
    // The window slides by the minute, whatever the period: it ends with the newest minute that is over.
    const end = Math.floor(simulation.now / MINUTE_MS) * MINUTE_MS;
    const window = { from: end - periods * periodMs, periodMs, periods };
    const range = alarmDatapoints(source, metrics, window, simulation.now);
    const treatMissingData = missingDataTreatment(definition, options.dynamoDbAlwaysIgnoresMissing);
    const { state, considered, missing } = evaluateAlarm({
      breaches: range.map((point) => point && COMPARISONS[comparison].breaches(point.value, threshold)),
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData,
      state: current.state,
    });
    const datapoints = considered.map((position) => range[position]).filter((point) => point !== undefined);
    const decided = hasTooFewSamples(definition, datapoints) ? current.state : state;
    return { state: decided, datapoints, missing, treatMissingData };
  }
}
