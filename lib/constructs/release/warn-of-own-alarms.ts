import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmCautions, type AlarmMetric, type ReleasedTexts } from '../../domain/foresight/alarm-cautions';
import { alarmTitle } from '../../domain/release/manifest';
import { asWritten } from './bare-mentions';
import type { ReleaseAlarm } from './release-alarms';
import { writtenProperties } from './written-properties';

/** A metric as a template has it, with its texts as one reads them. */
interface WrittenMetric {
  readonly Namespace?: unknown;
  readonly MetricName?: unknown;
  readonly Dimensions?: unknown;
}

/** An alarm likewise: on one metric, or on several queries. */
interface WrittenAlarm extends WrittenMetric {
  readonly Metrics?: unknown;
  readonly TreatMissingData?: unknown;
}

/** What an alarm is released with: the release's function, and its alias. */
export interface ReleasedNames {
  readonly functionName: string;
  readonly functionArn: string;
  readonly aliasName: string;
  readonly aliasArn: string;
}

/** Warns of what can be seen at synth of the alarms that a squad has already; one that is only imported shows nothing. */
export function warnOfOwnAlarms(release: Construct, alarms: readonly ReleaseAlarm[], names: ReleasedNames): void {
  const shown = (value: string) => String(asWritten(Stack.of(release).resolve(value)));
  const released: ReleasedTexts = {
    functionName: shown(names.functionName),
    aliasName: shown(names.aliasName),
    arns: [shown(names.functionArn), shown(names.aliasArn)],
  };
  const seen = alarms.flatMap(({ place, alarm, mode }) => {
    const written = writtenAlarm(alarm);
    if (!written) return [];
    const { TreatMissingData: treatMissingData } = written;
    return [
      {
        ...{ title: alarmTitle(place), isShadow: mode === 'shadow', metrics: metricsOf(written) },
        ...(typeof treatMissingData === 'string' ? { treatMissingData } : {}),
      },
    ];
  });
  for (const { code, message } of alarmCautions(seen, released)) {
    Annotations.of(release).addWarningV2(`sluice:${code}`, message);
  }
}

function writtenAlarm({ node }: IAlarm): WrittenAlarm | undefined {
  const resource = node.defaultChild;
  return CfnResource.isCfnResource(resource) ? (asWritten(writtenProperties(resource)) as WrittenAlarm) : undefined;
}

function metricsOf(alarm: WrittenAlarm): readonly AlarmMetric[] {
  if (alarm.MetricName !== undefined) return [metricOf(alarm)];
  const queries = listOf(alarm.Metrics) as readonly { readonly MetricStat?: { readonly Metric?: WrittenMetric } }[];
  return queries.flatMap(({ MetricStat }) => (MetricStat?.Metric ? [metricOf(MetricStat.Metric)] : []));
}

function metricOf({ Namespace, MetricName, Dimensions }: WrittenMetric): AlarmMetric {
  const dimensions = listOf(Dimensions) as readonly { readonly Name: string; readonly Value: string }[];
  return {
    ...{ namespace: textOf(Namespace), name: textOf(MetricName) },
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
  };
}

/** What is a list only once deployed shows nothing. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
