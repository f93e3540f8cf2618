import { isVersion, type Target } from './target';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Adds a value to metrics. */
type Put = (timestamp: number, value: number) => void;
/** Asked for once for the metrics that always get the same values, so that whoever keeps them looks them up once. */
export type MetricRecorder = (metrics: readonly Metric[]) => Put;

export interface Invocation {
  readonly target: Target;
  readonly version: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly failed: boolean;
}

type OfInvocations = Readonly<Record<'count' | 'error' | 'duration', Put>>;

/** Counts invocations in `AWS/Lambda`, each at its start. */
export class InvocationMetrics {
  /** By function, then qualifier, then version: no key has to be put together for each invocation. */
  private readonly known = new Map<string, Map<string | undefined, Map<string, OfInvocations>>>();
  private readonly throttles = new Map<string, Put>();

  constructor(private readonly recorder: MetricRecorder) {}

  record({ target, version, startedAt, durationMs, failed }: Invocation): void {
    const { count, error, duration } = this.metricsOf(target, version);
    count(startedAt, 1);
    error(startedAt, failed ? 1 : 0);
    duration(startedAt, durationMs);
  }

  /** Counts a request that was refused. It reached no version, so none is in its dimensions. */
  throttle(target: Target, at: number): void {
    this.throttlesOf(target)(at, 1);
  }

  private throttlesOf(target: Target): Put {
    const key = `${target.functionName}:${target.qualifier ?? ''}`;
    let put = this.throttles.get(key);
    if (!put) {
      put = this.named('Throttles', dimensionSets(target));
      this.throttles.set(key, put);
    }
    return put;
  }

  private metricsOf(target: Target, version: string): OfInvocations {
    const ofFunction = entry(this.known, target.functionName);
    const ofTarget = entry(ofFunction, target.qualifier);
    let metrics = ofTarget.get(version);
    if (!metrics) {
      const sets = dimensionSets(target, version);
      const named = (name: string) => this.named(name, sets);
      metrics = { count: named('Invocations'), error: named('Errors'), duration: named('Duration') };
      ofTarget.set(version, metrics);
    }
    return metrics;
  }

  private named(name: string, sets: readonly Metric['dimensions'][]): Put {
    return this.recorder(sets.map((dimensions) => ({ namespace: 'AWS/Lambda', name, dimensions })));
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

function entry<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
