import type { Behaviour, SaidColdStart, Versions } from './scenario/versions';
import type { Behaviours, VersionBehaviour } from './workload/version-behaviour';

const DEFAULT_BEHAVIOUR: VersionBehaviour = { errorRate: 0, latencyMs: { p50: 120, p90: 260, p99: 480 } };

/**
 * How the versions behave by what a scenario says of them: what it does not say of green is as blue.
 *
 * @param failsAgain the chance that a retry fails of which the scenario does not say it, beside what every call fails by
 */
export function behavioursOf({ blue, green }: Versions, failsAgain = 1): Behaviours {
  const asBlue = completed(blue, DEFAULT_BEHAVIOUR, 0, failsAgain);
  const from = green?.from;
  const asGreen = completed(green, asBlue, from ?? 0, failsAgain);
  const cold = green?.coldStart;
  return {
    blue: asBlue,
    green: asGreen,
    ...(from === undefined ? {} : { greenFrom: from }),
    ...(cold === undefined ? {} : { coldGreen: { forMs: cold.for, behaviour: coldOf(cold, asBlue, asGreen, from) } }),
  };
}

/** The first calls of green, which are as blue's in all else where green is itself only later. */
function coldOf(
  { errorRate, slow }: SaidColdStart,
  blue: VersionBehaviour,
  green: VersionBehaviour,
  from: number | undefined,
): VersionBehaviour {
  const warm = from === undefined ? green : blue;
  return {
    ...warm,
    ...(errorRate === undefined ? {} : { errorRate }),
    ...(slow === undefined ? {} : { slow }),
  };
}

/** @param from since when a latency grows that grows by what is said here, in milliseconds from the start of the deployment */
function completed(
  said: Behaviour | undefined,
  base: VersionBehaviour,
  from: number,
  failsAgain: number,
): VersionBehaviour {
  const slow = said?.slow ?? base.slow;
  const msPerMinute = said?.latencyGrowthMsPerMinute;
  const growth = msPerMinute === undefined ? base.growth : { msPerMinute, from };
  const retries = said?.retries
    ? {
        perFailure: said.retries.perFailure,
        failsAgain: said.retries.failsAgain ?? failsAgain,
        sameVersion: said.retries.sameVersion ?? false,
      }
    : base.retries;
  const failedAnswerRate = said?.failedAnswerRate ?? base.failedAnswerRate;
  const releaseMetrics = said?.releaseMetrics ?? base.releaseMetrics;
  return {
    errorRate: said?.errorRate ?? base.errorRate,
    latencyMs: said?.latencyMs ?? base.latencyMs,
    ...(slow === undefined ? {} : { slow }),
    ...(growth === undefined ? {} : { growth }),
    ...(retries === undefined ? {} : { retries }),
    ...(failedAnswerRate === undefined ? {} : { failedAnswerRate }),
    ...(releaseMetrics === undefined ? {} : { releaseMetrics }),
  };
}
