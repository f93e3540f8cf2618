import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Metric, OwnCounts } from '../../domain/shift/metrics';
import type { FailureRatioGateProps } from './in-flight-gates';

/** The dimension by which Lambda tells versions apart. */
const VERSION_DIMENSION = 'ExecutedVersion';

type CountProps = Partial<Pick<FailureRatioGateProps, 'failures' | 'total' | 'versionDimension'>>;

/** Two metrics as the manifest has them; undefined where either is missing. */
export function ownCounts(props: CountProps): OwnCounts | undefined {
  const { failures, total, versionDimension = VERSION_DIMENSION } = props;
  return failures && total
    ? { failures: plainMetric(failures), total: plainMetric(total), versionDimension }
    : undefined;
}

/** What is wrong with what is counted, each as one sentence. */
export function ownCountsProblems({ versionDimension = VERSION_DIMENSION, ...counts }: CountProps): readonly string[] {
  const metrics = (['failures', 'total'] as const).flatMap((prop) => {
    const metric = counts[prop];
    return metric ? [{ prop, ...plainMetric(metric) }] : [];
  });
  return [
    ...(versionDimension === ''
      ? ['`versionDimension` must name a dimension, got: ""; leave it out for ExecutedVersion']
      : []),
    ...metrics.flatMap(({ prop, namespace, name, dimensions }) => [
      ...(namespace === ''
        ? [`\`${prop}\` must have a namespace, got: ""; give the metric the one that you publish it in`]
        : []),
      ...(name === '' ? [`\`${prop}\` must have a name, got: ""; give the metric the one that you publish it by`] : []),
      ...(versionDimension in dimensions
        ? [
            `\`${prop}\` must leave out the dimension ${versionDimension}, got: ${JSON.stringify(dimensions[versionDimension])}; the watch puts the number of each version there`,
          ]
        : []),
    ]),
  ];
}

function plainMetric({ namespace, metricName, dimensions = {} }: cloudwatch.Metric): Metric {
  return {
    namespace,
    name: metricName,
    dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, String(value)])),
  };
}
