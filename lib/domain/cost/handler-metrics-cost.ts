import type { Prices } from './prices';
import { dollars } from './release-cost';

export interface HandlerMetricsQuestion {
  readonly releasesPerMonth: number;
  /** How long traffic moves in each, and both versions publish. */
  readonly shiftMinutes: number;
  /** Customers' calls; undefined where nobody says how many there are. */
  readonly callsPerMinute: number | undefined;
  readonly prices: Prices;
}

/** What it costs in a month that a handler publishes metrics of its own, in US dollars. */
export interface HandlerMetricsCost {
  /** Without a cold call in any hour, and with one in each. */
  readonly metricsUsd: { readonly least: number; readonly most: number };
  /** What its lines cost to be taken in: in the month, or of a million calls where nobody says how many there are. */
  readonly linesUsd: number;
  readonly of: 'month' | 'million-calls';
}

/** `Failures` and `Duration`; and `ColdStarts`, in hours in which a call is cold. */
const METRICS = 2;
const METRICS_WITH_COLD_STARTS = 3;

const HOURS_OF_A_MONTH = 730;
const MINUTES_OF_A_MONTH = HOURS_OF_A_MONTH * 60;

/** A line of one call of a function with a name of usual length. */
export const LINE_BYTES = 440;
const BYTES_OF_A_GB = 1024 ** 3;

/**
 * Metrics are charged for each version that publishes, by the hours in which it does (Amazon CloudWatch pricing): one
 * version all month, and another in the hours of each shift.
 */
export function handlerMetricsCost(question: HandlerMetricsQuestion): HandlerMetricsCost {
  const { releasesPerMonth, shiftMinutes, callsPerMinute, prices } = question;
  // A shift of an hour is mostly in two.
  const hours = HOURS_OF_A_MONTH + releasesPerMonth * (Math.ceil(shiftMinutes / 60) + 1);
  const aMetric = (prices.cloudWatchCustomMetricMonth * hours) / HOURS_OF_A_MONTH;
  const calls = callsPerMinute === undefined ? 1_000_000 : callsPerMinute * MINUTES_OF_A_MONTH;
  return {
    metricsUsd: { least: METRICS * aMetric, most: METRICS_WITH_COLD_STARTS * aMetric },
    linesUsd: ((calls * LINE_BYTES) / BYTES_OF_A_GB) * prices.cloudWatchLogsGb,
    of: callsPerMinute === undefined ? 'million-calls' : 'month',
  };
}

/** The cost in words for the team that releases. */
export function handlerMetricsSentence({ metricsUsd, linesUsd, of }: HandlerMetricsCost): string {
  const lines = of === 'month' ? 'with the expected traffic' : 'for each million calls';
  return `releaseMetrics costs about ${dollars(metricsUsd.least)} to ${dollars(metricsUsd.most)} a month for its metrics, and ${dollars(linesUsd)} for its log lines ${lines}.`;
}
