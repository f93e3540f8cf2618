import * as v from 'valibot';
import { type Metric } from '../metrics/metric';
import { METRIC_UNITS } from '../metrics/metric-unit';
import { isRecordable, NEWEST, OLDEST } from '../metrics/recordable-time';
import { type StorageResolution } from '../metrics/resolution';

/** What a log line says in the embedded metric format. */
export type EmbeddedMetrics =
  /** It is an ordinary line. */
  | { readonly kind: 'none' }
  | { readonly kind: 'metrics'; readonly datapoints: readonly EmbeddedDatapoint[] }
  /** CloudWatch ignores it, and says so in no log. */
  | { readonly kind: 'malformed'; readonly reason: string };

/** The values of one metric. */
export interface EmbeddedDatapoint {
  readonly metric: Metric;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly values: readonly number[];
  readonly unit: string;
  readonly resolution: StorageResolution;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const directive = v.object({
  Namespace: v.pipe(
    text,
    v.check((namespace) => !namespace.startsWith('AWS/'), 'must not start with AWS/'),
  ),
  Dimensions: v.pipe(v.array(v.pipe(v.array(text), v.maxLength(30))), v.minLength(1)),
  Metrics: v.pipe(
    v.array(
      v.object({
        Name: text,
        Unit: v.optional(v.picklist(METRIC_UNITS), 'None'),
        StorageResolution: v.optional(v.picklist([1, 60]), 60),
      }),
    ),
    v.maxLength(100),
  ),
});
const metadata = v.object({ Timestamp: v.pipe(v.number(), v.integer()), CloudWatchMetrics: v.array(directive) });
const target = v.union([v.number(), v.pipe(v.array(v.number()), v.maxLength(100))]);

/**
 * Reads a log line (CloudWatch User Guide, "Specification: Embedded metric format"). What Lambda writes before the
 * message is passed over.
 *
 * @param now milliseconds since the epoch
 */
export function embeddedMetrics(line: string, now: number): EmbeddedMetrics {
  if (!line.includes('"_aws"')) return { kind: 'none' };
  const root = objectIn(line);
  if (!root) return malformed('The line is no JSON object');
  if (!Object.hasOwn(root, '_aws')) return { kind: 'none' };
  const parsed = v.safeParse(metadata, root._aws);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return malformed(`_aws.${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  const { Timestamp, CloudWatchMetrics } = parsed.output;
  if (!isRecordable(Timestamp, now)) {
    return malformed(`_aws.Timestamp must be at most ${OLDEST} old and ${NEWEST} ahead, got: ${Timestamp}`);
  }
  const datapoints: EmbeddedDatapoint[] = [];
  for (const { Dimensions, Metrics, Namespace: namespace } of CloudWatchMetrics) {
    for (const { Name: name, StorageResolution, Unit: unit } of Metrics) {
      const value = v.safeParse(target, Object.hasOwn(root, name) ? root[name] : undefined);
      if (!value.success) return malformed(`The metric ${name} must be a number or at most 100 of them`);
      const values = typeof value.output === 'number' ? [value.output] : value.output;
      for (const keys of Dimensions) {
        const dimensions = dimensionsOf(keys, root);
        if (typeof dimensions === 'string') return malformed(dimensions);
        const resolution = StorageResolution === 1 ? 1 : 60;
        datapoints.push({ metric: { namespace, name, dimensions }, timestamp: Timestamp, values, unit, resolution });
      }
    }
  }
  return { kind: 'metrics', datapoints };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(line.slice(Math.max(line.indexOf('{'), 0)));
    return v.is(v.record(v.string(), v.unknown()), parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The dimensions by name, or what is wrong with them. */
function dimensionsOf(
  keys: readonly string[],
  root: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> | string {
  const dimensions: Record<string, string> = {};
  for (const key of keys) {
    const value = Object.hasOwn(root, key) ? root[key] : undefined;
    if (typeof value !== 'string' || value === '') return `The dimension ${key} must be a text`;
    dimensions[key] = value;
  }
  return dimensions;
}

function malformed(reason: string): EmbeddedMetrics {
  return { kind: 'malformed', reason };
}
