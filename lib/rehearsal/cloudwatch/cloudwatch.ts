import { type PermissionsNeeded } from '../kernel/permission';
import { type Place } from '../kernel/place';
import { type ResourceProvider } from '../kernel/resource-provider';
import { type Simulation } from '../kernel/simulation';
import { type ServiceApi } from '../kernel/service-api';
import { type Alarm, type AlarmStateChange } from './alarms/alarm';
import { AlarmBook } from './alarms/alarm-book';
import { alarmProvider } from './alarms/alarm-provider';
import { Alarms } from './alarms/alarms';
import { MetricStatistics } from './alarms/metric-statistics';
import { type AlarmState } from './alarms/evaluate-alarm';
import { type Act } from './alarms/take-actions';
import { cloudWatchApi } from './api/cloudwatch-api';
import { cloudWatchPermissions } from './api/cloudwatch-permissions';
import { cloudWatchAssumptions } from './cloudwatch-assumptions';
import { type CloudWatchOptions, CLOUDWATCH_DEFAULTS } from './cloudwatch-options';
import { CompositeAlarms } from './composite/composite-alarms';
import { compositeProvider } from './composite/composite-provider';
import { Dashboards } from './dashboards/dashboards';
import { type EmbeddedMetrics, embeddedMetrics } from './embedded-metrics/embedded-metrics';
import { MetricStore } from './metrics/metric-store';

export interface CloudWatchPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly options?: Partial<CloudWatchOptions>;
  /** Takes alarm actions. Without it, an alarm with actions stops by name. */
  readonly act?: Act;
}

/** CloudWatch in virtual time: metrics, alarms evaluated over them, and the API. */
export class CloudWatch {
  readonly metrics: MetricStore;
  /** Makes `AWS::CloudWatch::Alarm`. */
  readonly provider: ResourceProvider;
  readonly dashboards = new Dashboards();
  /** Makes `AWS::CloudWatch::Alarm`, `AWS::CloudWatch::CompositeAlarm` and `AWS::CloudWatch::Dashboard`. */
  readonly providers: readonly ResourceProvider[];
  readonly api: ServiceApi;
  readonly permissions: PermissionsNeeded;
  private readonly options: CloudWatchOptions;
  private readonly book: AlarmBook;
  private readonly kept: Alarms;
  private readonly composites: CompositeAlarms;
  private readonly statistics: MetricStatistics;

  constructor({ simulation, place, options, act }: CloudWatchPorts) {
    const now = () => simulation.now;
    this.options = { ...CLOUDWATCH_DEFAULTS, ...options };
    this.metrics = new MetricStore(this.options, now);
    this.book = new AlarmBook(place, now);
    this.statistics = new MetricStatistics(this.options);
    const { book, metrics, statistics } = this;
    const setting = { simulation, place, metrics, statistics, options: this.options, book, act };
    this.kept = new Alarms(setting);
    this.composites = new CompositeAlarms(setting);
    this.provider = alarmProvider(this.kept, setting);
    this.providers = [this.provider, compositeProvider(this.composites, setting), this.dashboards.provider];
    const { composites } = this;
    this.api = cloudWatchApi({
      metrics,
      statistics,
      alarms: this.kept,
      book,
      composites,
      accountId: place.accountId,
      now,
    });
    this.permissions = cloudWatchPermissions(place);
  }

  /** A metric or composite alarm. */
  alarm(name: string): Alarm | undefined {
    return this.book.get(name)?.current;
  }

  /** Every alarm, in order of name. */
  alarms(): readonly Alarm[] {
    return this.book.all.map(({ current }) => current);
  }

  /** The states of some alarms by name. A name without an alarm is not in the answer. */
  states(names: readonly string[]): ReadonlyMap<string, AlarmState> {
    return new Map(
      names.flatMap((name) => {
        const alarm = this.alarm(name);
        return alarm ? [[name, alarm.state] as const] : [];
      }),
    );
  }

  /** Calls the listener at every change of state, in the virtual moment it happens. */
  onStateChange(listener: (change: AlarmStateChange) => void): void {
    this.book.onStateChange(listener);
  }

  /**
   * Records the metrics that a log line has in the embedded metric format. A malformed line records nothing; the answer
   * says why.
   *
   * @param at milliseconds since the epoch: when it was logged
   */
  recordEmbeddedMetrics(line: string, at: number): EmbeddedMetrics {
    const found = embeddedMetrics(line, at);
    if (found.kind !== 'metrics') return found;
    for (const { metric, timestamp, values, unit, resolution } of found.datapoints) {
      for (const value of values) this.metrics.record(metric, timestamp, value, { unit, resolution });
    }
    return found;
  }

  /** One plain sentence for each choice in effect that AWS does not settle. */
  assumptions(): readonly string[] {
    return cloudWatchAssumptions(this.options, {
      definitions: this.kept.definitions,
      composites: this.composites.definitions,
      askedForRanks: this.statistics.askedForRanks,
      statesWereSet: this.kept.statesWereSet,
      readRounded: this.metrics.roundedValuesWereRead,
      hasHighResolution: this.metrics.hasHighResolution,
    });
  }
}
