import type { Simulation } from '../kernel/simulation';
import { isVersion, type Target } from './target';

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A value that comes several times. */
interface Repeated {
  readonly kind: 'value';
  readonly value: number;
  readonly count: number;
}

/** Adds a value to metrics. */
export type Put = (timestamp: number, value: number | Repeated) => void;
/** How metrics are published; AWS's own by the minute, with a unit that is known. */
interface Publication {
  readonly unit: string;
  /** Seconds. */
  readonly resolution: 1;
}

/** Asked for once for the metrics that always get the same values, so that whoever keeps them looks them up once. */
export type MetricRecorder = (metrics: readonly Metric[], publication?: Publication) => Put;

export interface Invocation {
  readonly target: Target;
  readonly version: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** Invocations of one minute, added up. */
export interface Invocations {
  readonly calls: number;
  readonly errors: number;
  /** How long they took, in milliseconds, and how many of them did. */
  readonly durations: readonly { readonly ms: number; readonly count: number }[];
}

type OfInvocations = Readonly<Record<'count' | 'error' | 'duration', Put>>;

/** CloudWatch adds values up by the minute of their time. */
const MINUTE_MS = 60_000;

/** Counts invocations in `AWS/Lambda`, each at its start, and once it is over. */
export class InvocationMetrics {
  /** By function, then qualifier, then version: no key has to be put together for each invocation. */
  private readonly known = new Map<string, Map<string | undefined, Map<string, OfInvocations>>>();
  private readonly throttles = new Map<string, Put>();

  constructor(
    private readonly recorder: MetricRecorder,
    private readonly simulation: Pick<Simulation, 'atInstant'>,
  ) {}

  /** Counts an invocation that is over. */
  record({ target, version, startedAt, durationMs, failed }: Invocation): void {
    const { count, error, duration } = this.metricsOf(target, version);
    count(startedAt, 1);
    error(startedAt, failed ? 1 : 0);
    duration(startedAt, durationMs);
  }

  /**
   * Counts an invocation that begins now, once it is over: its time is that of its start, which may then be minutes ago
   * (Lambda Developer Guide, "Viewing metrics for Lambda functions"). Until the minute of its start is over nobody sees
   * any of it, so only one that ends later has to be waited for.
   */
  recordAhead(invocation: Invocation): void {
    const { startedAt, durationMs } = invocation;
    const endsAt = startedAt + durationMs;
    const minuteEndsAt = startedAt - (startedAt % MINUTE_MS) + MINUTE_MS;
    if (endsAt <= minuteEndsAt) {
      this.record(invocation);
      return;
    }
    this.simulation.atInstant(endsAt, () => {
      this.record(invocation);
    });
  }

  /** Counts all invocations of a minute at once, at its start. */
  recordAll(target: Target, version: string, startsAt: number, { calls, errors, durations }: Invocations): void {
    const { count, error, duration } = this.metricsOf(target, version);
    count(startsAt, repeated(1, calls));
    if (errors > 0) error(startsAt, repeated(1, errors));
    if (errors < calls) error(startsAt, repeated(0, calls - errors));
    for (const one of durations) duration(startsAt, repeated(one.ms, one.count));
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

function repeated(value: number, count: number): Repeated {
  return { kind: 'value', value, count };
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
