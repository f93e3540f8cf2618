import * as v from 'valibot';
import { isSimpleStatistic } from '../metrics/statistic';
import { validationError } from '../validation-error';
import { type ApiSetting } from './api-setting';
import { invalidCombination } from './invalid-parameter';
import { dimensionList, parseInput, seconds, time } from './parse-input';
import { readRange } from './read-range';
import type { OperationCall } from '../../kernel/service-api';

const schema = v.strictObject({
  Namespace: v.string(),
  MetricName: v.string(),
  Dimensions: v.optional(dimensionList),
  StartTime: time,
  EndTime: time,
  Period: v.number(),
  Statistics: v.optional(v.array(v.string())),
  ExtendedStatistics: v.optional(v.array(v.string())),
  Unit: v.optional(v.string()),
});

const MOST_DATAPOINTS = 1440;

interface Answer {
  readonly Timestamp: number;
  readonly Unit: string | undefined;
  readonly [statistic: string]: unknown;
}

/** `GetMetricStatistics`: one metric, any of its statistics. */
export function getMetricStatistics(
  { metrics, now, statistics }: ApiSetting,
  input: unknown,
  place: OperationCall,
): object {
  const given = parseInput(schema, input, place);
  const simple = given.Statistics ?? [];
  const extended = given.ExtendedStatistics ?? [];
  if (simple.length + extended.length === 0) {
    throw validationError('GetMetricStatistics needs Statistics or ExtendedStatistics');
  }
  const range = readRange(given.StartTime, given.EndTime, given.Period, now());
  if (range.periods > MOST_DATAPOINTS) {
    throw invalidCombination(
      `You have requested up to ${range.periods} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  const datapoints = new Map<number, Answer>();
  const asked = Object.entries({ Statistics: simple, ExtendedStatistics: extended }).flatMap(([list, names]) =>
    names.map((statistic, index) => ({ statistic, parameter: `${list}.member.${index + 1}` })),
  );
  for (const { statistic, parameter } of asked) {
    const named = { namespace: given.Namespace, name: given.MetricName, dimensions: given.Dimensions, statistic };
    const source = statistics.read({ ...named, unit: given.Unit, parameter }, place.where);
    const unit = metrics.unit(source.metric);
    for (const found of metrics.read({ ...source, ...range }, now())) {
      if (!found) continue;
      const known = datapoints.get(found.timestamp) ?? { Timestamp: seconds(found.timestamp), Unit: unit };
      datapoints.set(found.timestamp, withStatistic(known, statistic, found.value));
    }
  }
  return { Label: given.MetricName, Datapoints: [...datapoints.values()] };
}

function withStatistic(answer: Answer, statistic: string, value: number): Answer {
  if (isSimpleStatistic(statistic)) return { ...answer, [statistic]: value };
  const others = answer.ExtendedStatistics as Readonly<Record<string, number>> | undefined;
  return { ...answer, ExtendedStatistics: { ...others, [statistic]: value } };
}
