import type { GateFile } from '../domain/gates/gate-file';
import type { Ledger } from '../domain/release/ledger';
import type { GateFileObject } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import type { Shifts } from '../domain/release/shifts';
import type { AlarmRead } from '../domain/shift/alarm-story';
import type { Metrics, MetricsRefusal } from '../domain/shift/metrics';
import type { Watches } from '../domain/shift/watches';
import type { NoticePorts } from './publish-notices';

/** What the watch does by the release's own role: all that belongs to the squad. */
export interface ReleaseHands {
  gates(file: GateFileObject): Promise<GateFile>;
  /** Green's weight in the alias, 0 to 1; undefined where green is not the second of its versions. */
  weight(): Promise<number | undefined>;
  /** After how many seconds a call of a version is given up. */
  timeoutSeconds(version: string): Promise<number>;
  /** The names of a table's indexes. */
  indexes(table: string): Promise<{ readonly names: readonly string[] } | { readonly refused: MetricsRefusal }>;
  /** What became of an alarm since then, in milliseconds since the epoch. */
  alarm(alarmName: string, since: number): Promise<AlarmRead>;
  /** Makes the release's regression alarm red. */
  ring(alarmName: string, reason: string): Promise<void>;
}

export interface WatchPorts extends NoticePorts {
  readonly ledger: Pick<Ledger, 'read' | 'replace' | 'recordGate' | 'manifest'>;
  readonly shifts: Shifts;
  readonly watches: Watches;
  readonly metrics: Metrics;
  /** Publishes that a version regressed, which keeps the release's regression alarm red. */
  publishRegression(release: Release): Promise<void>;
  /** Takes the release's own role. */
  actFor(release: Release, releaseRoleArn: string): Promise<ReleaseHands>;
  /** Hexadecimal digits that belong to a text. */
  readonly digest: (text: string) => string;
}
