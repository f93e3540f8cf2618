import type { MetricRecorder, Put } from './invocation-metrics';
import { isVersion, type Target } from './target';

/** A modelled call that came back. */
export interface CallWithMetrics {
  readonly target: Target;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly durationMs: number;
  /** Whether it ended with an error, or with an answer which says that it failed. */
  readonly failed: boolean;
}

type OfVersion = Readonly<Record<'failure' | 'duration', Put>>;

/**
 * What modelled calls publish of themselves, as a handler does that `releaseMetrics` of `sluice/metrics` is around: by the
 * page "Metrics from your handler", and by none of its code. There are no cold starts among modelled calls.
 */
export class ReleaseMetrics {
  private readonly known = new Map<string, OfVersion>();

  constructor(private readonly recorder: MetricRecorder) {}

  /** Publishes a call that ends then. Nobody sees any of it until ten seconds are over that are later than its end. */
  record({ target: { functionName, qualifier }, version, endedAt, durationMs, failed }: CallWithMetrics): void {
    if (qualifier === undefined || isVersion(qualifier)) return;
    const { failure, duration } = this.metricsOf(functionName, qualifier, version);
    failure(endedAt, failed ? 1 : 0);
    duration(endedAt, durationMs);
  }

  private metricsOf(functionName: string, alias: string, version: string): OfVersion {
    const resource = `${functionName}:${alias}`;
    const key = `${resource} ${version}`;
    let metrics = this.known.get(key);
    if (!metrics) {
      const dimensions = { FunctionName: functionName, Resource: resource, ExecutedVersion: version };
      const named = (name: string, unit: string) =>
        this.recorder([{ namespace: 'Sluice/Release', name, dimensions }], { unit, resolution: 1 });
      metrics = { failure: named('Failures', 'Count'), duration: named('Duration', 'Milliseconds') };
      this.known.set(key, metrics);
    }
    return metrics;
  }
}
