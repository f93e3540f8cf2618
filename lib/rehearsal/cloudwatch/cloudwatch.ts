import { NotEmulated } from '../kernel/not-emulated';
import { type Place } from '../kernel/place';
import { type ResourceProvider } from '../kernel/resource-provider';
import { type Simulation } from '../kernel/simulation';
import { type Alarm, type AlarmStateChange } from './alarms/alarm';
import { alarmProvider } from './alarms/alarm-provider';
import { Alarms } from './alarms/alarms';
import { type AlarmState } from './alarms/evaluate-alarm';
import { cloudWatchAssumptions } from './cloudwatch-assumptions';
import { type CloudWatchOptions, DEFAULT_OPTIONS } from './cloudwatch-options';
import { describeAlarms, type DescribeAlarmsOutput } from './describe-alarms';
import { MetricStore } from './metrics/metric-store';

/** CloudWatch in virtual time: metrics by the minute, and alarms evaluated over them every minute. */
export class CloudWatch {
  readonly metrics: MetricStore;
  /** Makes `AWS::CloudWatch::Alarm`. */
  readonly provider: ResourceProvider;
  private readonly options: CloudWatchOptions;
  private readonly kept: Alarms;

  constructor({
    simulation,
    place,
    options,
  }: {
    readonly simulation: Simulation;
    readonly place: Place;
    readonly options?: Partial<CloudWatchOptions>;
  }) {
    this.options = { ...DEFAULT_OPTIONS, ...options };
    this.metrics = new MetricStore(this.options);
    const setting = { simulation, place, metrics: this.metrics, options: this.options };
    this.kept = new Alarms(setting);
    this.provider = alarmProvider(this.kept, setting);
  }

  alarm(name: string): Alarm | undefined {
    return this.kept.get(name);
  }

  /** Every alarm, in order of name. */
  alarms(): readonly Alarm[] {
    return this.kept.all;
  }

  /** The states of some alarms by name. A name without an alarm is not in the answer. */
  states(names: readonly string[]): ReadonlyMap<string, AlarmState> {
    return new Map(
      names.flatMap((name) => {
        const alarm = this.kept.get(name);
        return alarm ? [[name, alarm.state] as const] : [];
      }),
    );
  }

  /** Calls the listener at every change of state, in the virtual moment it happens. */
  onStateChange(listener: (change: AlarmStateChange) => void): void {
    this.kept.onStateChange(listener);
  }

  /** One plain sentence for each choice in effect that AWS does not settle. */
  assumptions(): readonly string[] {
    return cloudWatchAssumptions(this.options, this.kept.definitions);
  }

  /** Answers an API operation by its AWS name. */
  api(operation: string, input: unknown): DescribeAlarmsOutput {
    if (operation === 'DescribeAlarms') return describeAlarms(this.kept.all, input);
    throw new NotEmulated(`cloudwatch:${operation}`, 'a call of the API');
  }
}
