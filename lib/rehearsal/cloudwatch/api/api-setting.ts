import { type AlarmBook } from '../alarms/alarm-book';
import { type Alarms } from '../alarms/alarms';
import { type MetricStatistics } from '../alarms/metric-statistics';
import { type CompositeAlarms } from '../composite/composite-alarms';
import { type MetricStore } from '../metrics/metric-store';

/** What the operations work on. */
export interface ApiSetting {
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly book: AlarmBook;
  readonly composites: CompositeAlarms;
  readonly statistics: MetricStatistics;
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
