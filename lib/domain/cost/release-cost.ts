import type { Prices } from './prices';
import { releaseUsage, type UsageQuestion } from './release-usage';

/** What releases of one function cost, in US dollars. */
export interface ReleaseCost {
  /** One release that goes through. */
  readonly perReleaseUsd: number;
  /** What stands between releases, in a month. */
  readonly standingUsdPerMonth: number;
  /** Both, in a month with as many releases as are expected. */
  readonly usdPerMonth: number;
}

export interface CostQuestion extends UsageQuestion {
  readonly releasesPerMonth: number;
  /** How many metrics the release's own alarms look at. */
  readonly alarmMetrics: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly prices: Prices;
}

const KILOBYTES_OF_A_GB = 1024 * 1024;
/** Logs of the platform are kept for three months. */
const LOG_MONTHS = 3;
/** The ledger keeps releases for good; what a year of them takes is what is counted. */
const LEDGER_MONTHS = 12;

/** What releases cost by what they use. Where several functions share a platform, nothing is counted twice. */
export function releaseCost(question: CostQuestion): ReleaseCost {
  const { prices, releasesPerMonth } = question;
  const used = releaseUsage(question);
  const functionGbSecond = question.architecture === 'arm64' ? prices.lambdaGbSecondArm : prices.lambdaGbSecondX86;
  const million = 1_000_000;
  const perReleaseUsd =
    (used.lambdaRequests / million) * prices.lambdaMillionRequests +
    used.platformGbSeconds * prices.lambdaGbSecondArm +
    used.functionGbSeconds * functionGbSecond +
    (used.transitions / million) * prices.stepFunctionsMillionTransitions +
    (used.writeUnits / million) * prices.dynamoDbMillionWriteUnits +
    (used.readUnits / million) * prices.dynamoDbMillionReadUnits +
    (used.metricsRequested / 1000) * prices.cloudWatchThousandMetrics +
    (used.logKilobytes / KILOBYTES_OF_A_GB) * prices.cloudWatchLogsGb +
    (used.s3Puts / 1000) * prices.s3ThousandPuts +
    (used.s3Gets / 1000) * prices.s3ThousandGets +
    (used.snsPublishes / million) * prices.snsMillionPublishes;
  const kept =
    used.logKilobytes * LOG_MONTHS * prices.cloudWatchLogsGbMonth +
    used.ledgerKilobytes * LEDGER_MONTHS * prices.dynamoDbGbMonth;
  const standingUsdPerMonth =
    // By the hour; a release replaces the alarms of the last one, and their times meet.
    question.alarmMetrics * prices.cloudWatchAlarmMetricMonth + (kept * releasesPerMonth) / KILOBYTES_OF_A_GB;
  return {
    perReleaseUsd,
    standingUsdPerMonth,
    usdPerMonth: standingUsdPerMonth + releasesPerMonth * perReleaseUsd,
  };
}

/** The cost in words for the team that releases. */
export function costSentence(cost: ReleaseCost, releasesPerMonth: number): string {
  const { perReleaseUsd, standingUsdPerMonth, usdPerMonth } = cost;
  return `A release costs about ${dollars(perReleaseUsd)}, and this function ${dollars(usdPerMonth)} a month with ${releasesPerMonth} release${releasesPerMonth === 1 ? '' : 's'}, ${dollars(standingUsdPerMonth)} of it standing.`;
}

/** In cents; smaller amounts by their first two figures. */
export function dollars(amount: number): string {
  return `$${amount === 0 || amount >= 0.1 ? amount.toFixed(2) : Number(amount.toPrecision(2)).toFixed(decimalsOf(amount))}`;
}

/** As many as show two figures. */
function decimalsOf(amount: number): number {
  return Math.min(8, 1 - Math.floor(Math.log10(amount)));
}
