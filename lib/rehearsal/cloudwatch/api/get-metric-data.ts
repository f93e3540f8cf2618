import * as v from 'valibot';
import { parseInput, seconds, time } from './parse-input';
import { type ApiSetting } from './api-setting';
import { dataQueries } from './data-queries';
import { dataQuery } from './data-query';
import { invalidValue } from './invalid-parameter';
import { pageOf, positionOf } from './page';
import { readRange } from './read-range';
import type { OperationCall } from '../../kernel/service-api';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

const schema = v.strictObject({
  MetricDataQueries: v.array(dataQuery),
  StartTime: time,
  EndTime: time,
  NextToken: v.optional(v.string()),
  ScanBy: v.optional(v.picklist(['TimestampAscending', 'TimestampDescending'])),
  MaxDatapoints: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_DATAPOINTS))),
});

interface Point {
  readonly id: string;
  readonly timestamp: number;
  readonly value: number;
}

/** `GetMetricData`. Every page answers as of the time of the first one. */
export function getMetricData(setting: ApiSetting, input: unknown, place: OperationCall): object {
  const { MetricDataQueries, StartTime, EndTime, NextToken, ScanBy, MaxDatapoints } = parseInput(schema, input, place);
  if (MetricDataQueries.length > MOST_QUERIES) {
    throw invalidValue(`MetricDataQueries has at most ${MOST_QUERIES} elements, got: ${MetricDataQueries.length}`);
  }
  const position = positionOf(NextToken, setting.now());
  const returned = dataQueries(MetricDataQueries, { ...setting, where: place.where });
  const points = returned.flatMap(({ id, periodSeconds, values }): readonly Point[] => {
    const range = readRange(StartTime, EndTime, periodSeconds, position.at);
    const series = values((source) =>
      setting.metrics.read({ ...source, ...range }, position.at).map((datapoint) => datapoint?.value),
    );
    const found = series.flatMap((value, index): Point[] =>
      value === undefined ? [] : [{ id, timestamp: range.from + index * range.periodMs, value }],
    );
    return ScanBy === 'TimestampAscending' ? found : found.toReversed();
  });
  const page = pageOf(points, position, MaxDatapoints ?? MOST_DATAPOINTS);
  const unfinished = new Set(points.slice(position.from + page.entries.length).map(({ id }) => id));
  return {
    MetricDataResults: returned
      .filter(({ id }) => position.from === 0 || page.entries.some((point) => point.id === id))
      .map(({ id, label }) => {
        const own = page.entries.filter((point) => point.id === id);
        return {
          Id: id,
          Label: label,
          Timestamps: own.map(({ timestamp }) => seconds(timestamp)),
          Values: own.map(({ value }) => value),
          StatusCode: unfinished.has(id) ? 'PartialData' : 'Complete',
        };
      }),
    Messages: [],
    ...(page.NextToken === undefined ? {} : { NextToken: page.NextToken }),
  };
}
