import * as v from 'valibot';
import { dimensionList } from './parse-input';

/** One of the queries of `GetMetricData`, as it is sent. */
export const dataQuery = v.strictObject({
  Id: v.string(),
  MetricStat: v.optional(
    v.strictObject({
      Metric: v.strictObject({
        Namespace: v.string(),
        MetricName: v.string(),
        Dimensions: v.optional(dimensionList),
      }),
      Period: v.number(),
      Stat: v.string(),
      Unit: v.optional(v.string()),
    }),
  ),
  Expression: v.optional(v.string()),
  Label: v.optional(v.string()),
  ReturnData: v.optional(v.boolean()),
  AccountId: v.optional(v.string()),
});
export type DataQuery = v.InferOutput<typeof dataQuery>;
