import { isVersion, type Target } from './target';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Adds a value to one metric. */
type Put = (timestamp: number, value: number) => void;
/** Asked for once for each metric, so that whoever keeps them looks it up once. */
export type MetricRecorder = (metric: Metric) => Put;

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
  private readonly known = new Map<string, Map<string | undefined, Map<string, readonly OfInvocations[]>>>();
  private readonly throttles = new Map<string, readonly Put[]>();

  constructor(private readonly recorder: MetricRecorder) {}

  record({ target, version, startedAt, durationMs, failed }: Invocation): void {
    for (const { count, error, duration } of this.metricsOf(target, version)) {
      count(startedAt, 1);
      error(startedAt, failed ? 1 : 0);
      duration(startedAt, durationMs);
    }
  }

  /** Counts a request that was refused. It reached no version, so none is in its dimensions. */
  throttle(target: Target, at: number): void {
    for (const put of this.throttlesOf(target)) put(at, 1);
  }

  private throttlesOf(target: Target): readonly Put[] {
    const key = `${target.functionName}:${target.qualifier ?? ''}`;
    let metrics = this.throttles.get(key);
    if (!metrics) {
      metrics = dimensionSets(target).map((dimensions) => this.named('Throttles', dimensions));
      this.throttles.set(key, metrics);
    }
    return metrics;
  }

  private metricsOf(target: Target, version: string): readonly OfInvocations[] {
    const ofFunction = entry(this.known, target.functionName);
    const ofTarget = entry(ofFunction, target.qualifier);
    let metrics = ofTarget.get(version);
    if (!metrics) {
      metrics = dimensionSets(target, version).map((dimensions) => {
        const named = (name: string) => this.named(name, dimensions);
        return { count: named('Invocations'), error: named('Errors'), duration: named('Duration') };
      });
      ofTarget.set(version, metrics);
    }
    return metrics;
  }

  private named(name: string, dimensions: Metric['dimensions']): Put {
    return this.recorder({ namespace: 'AWS/Lambda', name, dimensions });
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
