import { isVersion, type Target } from './target';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Takes the same object for the same metric every time: whoever keeps metrics may find it by that. */
export type RecordMetric = (metric: Metric, timestamp: number, value: number) => void;

export interface Invocation {
  readonly target: Target;
  readonly version: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** Counts invocations in `AWS/Lambda`, each at its start. */
export class InvocationMetrics {
  private readonly known = new Map<string, readonly Readonly<Record<'count' | 'error' | 'duration', Metric>>[]>();

  private readonly throttles = new Map<string, readonly Metric[]>();

  constructor(private readonly put: RecordMetric) {}

  record({ target, version, startedAt, durationMs, failed }: Invocation): void {
    for (const { count, error, duration } of this.metricsOf(target, version)) {
      this.put(count, startedAt, 1);
      this.put(error, startedAt, failed ? 1 : 0);
      this.put(duration, startedAt, durationMs);
    }
  }

  /** Counts a request that was refused. It reached no version, so none is in its dimensions. */
  throttle(target: Target, at: number): void {
    for (const metric of this.throttlesOf(target)) this.put(metric, at, 1);
  }

  private throttlesOf(target: Target): readonly Metric[] {
    const key = `${target.functionName}:${target.qualifier ?? ''}`;
    let metrics = this.throttles.get(key);
    if (!metrics) {
      const named = (dimensions: Metric['dimensions']) => ({ namespace: 'AWS/Lambda', name: 'Throttles', dimensions });
      metrics = dimensionSets(target).map(named);
      this.throttles.set(key, metrics);
    }
    return metrics;
  }

  private metricsOf(target: Target, version: string) {
    const key = `${target.functionName}:${target.qualifier ?? ''}:${version}`;
    let metrics = this.known.get(key);
    if (!metrics) {
      metrics = dimensionSets(target, version).map((dimensions) => {
        const named = (name: string) => ({ namespace: 'AWS/Lambda', name, dimensions });
        return { count: named('Invocations'), error: named('Errors'), duration: named('Duration') };
      });
      this.known.set(key, metrics);
    }
    return metrics;
  }
}

/**
 * Lambda Developer Guide, "Types of metrics for Lambda functions": the function, the function with the alias or
 * version it was called by, and for an alias also with the version that ran.
 */
function dimensionSets({ functionName: FunctionName, qualifier }: Target, version?: string) {
  const sets: Record<string, string>[] = [{ FunctionName }];
  if (qualifier === undefined) return sets;
  const Resource = `${FunctionName}:${qualifier}`;
  sets.push({ FunctionName, Resource });
  if (version !== undefined && !isVersion(qualifier)) sets.push({ FunctionName, Resource, ExecutedVersion: version });
  return sets;
}
