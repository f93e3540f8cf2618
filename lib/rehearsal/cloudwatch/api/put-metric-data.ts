import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { type Metric } from '../metrics/metric';
import { METRIC_UNITS } from '../metrics/metric-unit';
import { type StorageResolution } from '../metrics/resolution';
import { type Sample, sampleOfSet } from '../metrics/sample';
import { isRecordable, OLDEST, NEWEST } from '../metrics/recordable-time';
import { type ApiSetting } from './api-setting';
import { invalidCombination, invalidValue } from './invalid-parameter';
import { dimensionList, parseInput, time } from './parse-input';
import type { OperationCall } from '../../kernel/service-api';

const datum = v.strictObject({
  MetricName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  Dimensions: v.optional(dimensionList),
  Timestamp: v.optional(time),
  Value: v.optional(v.number()),
  StatisticValues: v.optional(
    v.strictObject({ SampleCount: v.number(), Sum: v.number(), Minimum: v.number(), Maximum: v.number() }),
  ),
  Values: v.optional(v.array(v.number())),
  Counts: v.optional(v.array(v.number())),
  Unit: v.optional(v.string()),
  StorageResolution: v.optional(v.number()),
});
type Datum = v.InferOutput<typeof datum>;

const schema = v.strictObject({
  Namespace: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  MetricData: v.array(datum),
});

const MOST_DATA = 1000;
const MOST_DIMENSIONS = 30;
const MOST_VALUES = 150;
const LARGEST = 2 ** 360;

interface Accepted {
  readonly metric: Metric;
  readonly timestamp: number;
  readonly samples: readonly Sample[];
  readonly publication: { readonly unit?: string; readonly resolution: StorageResolution };
}

/** `PutMetricData`. Either all of it is recorded, or none. */
export function putMetricData({ metrics, now }: ApiSetting, input: unknown, place: OperationCall): object {
  const { Namespace, MetricData } = parseInput(schema, input, place);
  if (Namespace.startsWith('AWS/')) throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
  if (MetricData.length > MOST_DATA) {
    throw invalidValue(`MetricData has at most ${MOST_DATA} elements, got: ${MetricData.length}`);
  }
  const accepted = MetricData.map((given, index) => accept(Namespace, given, `MetricData.member.${index + 1}`, now()));
  for (const { metric, publication, samples, timestamp } of accepted) {
    for (const sample of samples) metrics.record(metric, timestamp, sample, publication);
  }
  return {};
}

function accept(namespace: string, given: Datum, member: string, now: number): Accepted {
  const { MetricName: name, Dimensions = [], Timestamp: timestamp = now, Unit: unit, StorageResolution = 60 } = given;
  if (Dimensions.length > MOST_DIMENSIONS) {
    throw invalidValue(`${member}.Dimensions has at most ${MOST_DIMENSIONS} elements, got: ${Dimensions.length}`);
  }
  if (!isRecordable(timestamp, now)) {
    throw invalidValue(`${member}.Timestamp must be at most ${OLDEST} old and ${NEWEST} ahead`);
  }
  if (unit !== undefined && !METRIC_UNITS.includes(unit)) throw invalidValue(`${member}.Unit is no unit: ${unit}`);
  if (StorageResolution !== 1 && StorageResolution !== 60) {
    throw invalidValue(`${member}.StorageResolution must be 1 or 60, got: ${StorageResolution}`);
  }
  return {
    metric: { namespace, name, dimensions: Object.fromEntries(Dimensions.map((pair) => [pair.Name, pair.Value])) },
    timestamp,
    samples: samplesOf(given, member),
    publication: { ...(unit === undefined ? {} : { unit }), resolution: StorageResolution },
  };
}

function samplesOf({ Value, Values, Counts, StatisticValues }: Datum, member: string): readonly Sample[] {
  const given = Object.entries({ Value, Values, StatisticValues }).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  if (given.length === 0) {
    throw new ApiError('MissingRequiredParameterException', `${member} needs Value, Values or StatisticValues`);
  }
  if (given.length > 1 || (Counts && !Values)) {
    const all = [...given, ...(Counts ? ['Counts'] : [])].join(', ');
    throw invalidCombination(`${member} takes one of Value, Values (with Counts) and StatisticValues, got: ${all}`);
  }
  if (StatisticValues) return [sampleOf(StatisticValues, member)];
  const values = Values ?? (Value === undefined ? [] : [Value]);
  if (values.length > MOST_VALUES || (Counts && Counts.length !== values.length)) {
    throw invalidValue(`${member}.Values has at most ${MOST_VALUES} elements, and Counts as many as Values`);
  }
  return values.map((value, index) => {
    const count = Counts?.[index] ?? 1;
    if (count <= 0) throw invalidValue(`${member}.Counts must be above 0, got: ${count}`);
    return { kind: 'value', value: inRange(value, member), count };
  });
}

function sampleOf(set: NonNullable<Datum['StatisticValues']>, member: string): Sample {
  const { SampleCount: count, Sum: sum, Minimum: minimum, Maximum: maximum } = set;
  for (const value of [sum, minimum, maximum]) inRange(value, member);
  if (count <= 0 || minimum > maximum) {
    throw invalidValue(`${member}.StatisticValues needs a SampleCount above 0 and a Minimum up to its Maximum`);
  }
  return sampleOfSet({ count, sum, minimum, maximum });
}

function inRange(value: number, member: string): number {
  if (Math.abs(value) <= LARGEST) return value;
  throw invalidValue(`${member} must have values from -2^360 to 2^360, got: ${value}`);
}
