import { NotEmulated } from '../../kernel/not-emulated';
import { type CloudWatchOptions } from '../cloudwatch-options';
import { type MetricStatistic } from '../metric-math/metric-queries';
import { isPercentileRank } from '../metrics/percentile-rank';
import { isStatistic } from '../metrics/statistic';
import { unitOfMetric } from '../metrics/unit-of-metric';
import { validationError } from '../validation-error';
import { type Dimensions } from './alarm-properties';

/** One statistic of one metric, as an alarm or a call names it. */
export interface NamedStatistic {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions | undefined;
  readonly statistic: string;
  readonly unit: string | undefined;
  /** Where the call names the statistic, such as `MetricDataQueries.member.1.MetricStat.Stat`. */
  readonly parameter: string;
}

/** Reads the statistics that alarms and calls name. */
export class MetricStatistics {
  /** Whether anybody asked for a percentile rank. */
  askedForRanks = false;

  constructor(private readonly options: Pick<CloudWatchOptions, 'percentileRank'>) {}

  /** A unit that AWS does not publish the metric with stops by name. */
  read(named: NamedStatistic, where: string): MetricStatistic {
    const { namespace, name, parameter, statistic, unit } = named;
    const dimensions = Object.fromEntries((named.dimensions ?? []).map((pair) => [pair.Name, pair.Value]));
    const metric = { namespace, name, dimensions };
    if (!isStatistic(statistic)) throw new NotEmulated(`Statistic ${statistic}`, where);
    if (isPercentileRank(statistic)) {
      this.askedForRanks = true;
      if (this.options.percentileRank === 'refused') {
        throw validationError(`The value ${statistic} for parameter ${parameter} is not a valid statistic.`);
      }
    }
    if (unit !== undefined && namespace.startsWith('AWS/') && unit !== unitOfMetric(metric)) {
      throw new NotEmulated(
        `Unit ${unit} on the metric ${namespace} ${name}`,
        where,
        'Leave Unit out: whoever asks for a unit that the metric is not published with never sees a datapoint.',
      );
    }
    return { kind: 'metric', metric, statistic, unit };
  }
}
