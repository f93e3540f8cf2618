import { NotEmulated } from '../../kernel/not-emulated';
import { type MetricStatistic } from '../metric-math/metric-queries';
import { isStatistic } from '../metrics/statistic';
import { unitOfMetric } from '../metrics/unit-of-metric';
import { type Dimensions } from './alarm-properties';

/** One statistic of one metric, as an alarm or a call names it. A unit that AWS does not publish it with stops by name. */
export function metricStatistic(
  named: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Dimensions | undefined;
    readonly statistic: string;
    readonly unit: string | undefined;
  },
  where: string,
): MetricStatistic {
  const { namespace, name, statistic, unit } = named;
  const dimensions = Object.fromEntries((named.dimensions ?? []).map((pair) => [pair.Name, pair.Value]));
  const metric = { namespace, name, dimensions };
  if (!isStatistic(statistic)) throw new NotEmulated(`Statistic ${statistic}`, where);
  if (unit !== undefined && namespace.startsWith('AWS/') && unit !== unitOfMetric(metric)) {
    throw new NotEmulated(
      `Unit ${unit} on the metric ${namespace} ${name}`,
      where,
      'Leave Unit out: whoever asks for a unit that the metric is not published with never sees a datapoint.',
    );
  }
  return { kind: 'metric', metric, statistic, unit };
}
