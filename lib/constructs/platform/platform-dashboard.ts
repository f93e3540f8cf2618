import { Annotations, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ReleaseMetric } from '../../domain/figures/release-metrics-line';
import { METRIC_NAMESPACE } from '../../domain/release/platform-names';

export interface PlatformDashboardProps {
  readonly platformName: string;
}

/**
 * The releases of a platform at a glance: how they ended, how long they took, and whom bad ones hit; of all services, and of
 * one that is chosen. `sluice metrics` has the figures with their definitions: a dashboard can draw no median of weeks.
 */
export class PlatformDashboard extends Construct {
  readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, { platformName }: PlatformDashboardProps) {
    super(scope, id);
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(28),
      variables: [
        new cloudwatch.DashboardVariable({
          id: 'service',
          label: 'Service',
          // Property variables replace a dimension of all widgets that have it (CloudWatch User Guide, "Create flexible
          // CloudWatch dashboards with dashboard variables").
          type: cloudwatch.VariableType.PROPERTY,
          value: 'Service',
          inputType: cloudwatch.VariableInputType.SELECT,
          values: cloudwatch.Values.fromSearchComponents({
            namespace: METRIC_NAMESPACE,
            dimensions: ['Platform', 'Service'],
            metricName: 'Duration',
            populateFrom: 'Service',
          }),
        }),
      ],
      widgets: [
        ...widgetsOf('All services', { Platform: platformName }),
        // What is shown before a service is chosen: none has such a name.
        ...widgetsOf('The chosen service', { Platform: platformName, Service: '-' }),
      ],
    });
    Annotations.of(this).addInfoV2(
      'sluice:dashboardCost',
      'The dashboard of the platform costs $3 a month after the first three of the account (list price of US East), and each ended release some 6 custom metrics for an hour, less than a cent; leave it out by `dashboard: false`.',
    );
  }
}

type Dimensions = Readonly<Record<string, string>>;

function widgetsOf(title: string, dimensions: Dimensions): cloudwatch.IWidget[][] {
  const sum = (metric: ReleaseMetric, label: string, color?: string) =>
    metricOf(metric, dimensions, { label, statistic: 'Sum', period: Duration.days(1), ...(color ? { color } : {}) });
  const median = (metric: ReleaseMetric, label: string) =>
    metricOf(metric, dimensions, { label, statistic: 'p50', period: Duration.days(7) });
  return [
    [new cloudwatch.TextWidget({ markdown: `## ${title}`, width: 24, height: 1 })],
    [
      new cloudwatch.GraphWidget({
        title: 'How releases ended, by day',
        width: 12,
        stacked: true,
        left: [
          sum('Released', 'released', cloudwatch.Color.GREEN),
          sum('Blocked', 'blocked: no customer reached', cloudwatch.Color.BLUE),
          sum('RolledBack', 'rolled back', cloudwatch.Color.ORANGE),
          sum('Failed', 'failed', cloudwatch.Color.RED),
        ],
      }),
      new cloudwatch.GraphWidget({
        title: 'Times, medians by week (milliseconds)',
        width: 12,
        left: [
          median('Duration', 'release'),
          median('TimeToDetect', 'to detect'),
          median('RecoveryTime', 'to recover'),
        ],
      }),
    ],
    [
      new cloudwatch.GraphWidget({
        title: 'Requests hit by bad releases, by day',
        width: 12,
        left: [sum('RequestsHit', 'failed by releases that did not stay')],
      }),
      new cloudwatch.GraphWidget({
        title: 'Requests that green served while its release was under way, by day',
        width: 12,
        left: [sum('RequestsServed', 'served')],
      }),
    ],
  ];
}

function metricOf(metricName: ReleaseMetric, dimensionsMap: Dimensions, props: cloudwatch.MetricOptions) {
  return new cloudwatch.Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, ...props });
}
