import type { TrafficShape } from '../traffic/traffic-shape';
import { trafficSteps, type TrafficStep } from '../traffic/traffic-steps';
import { chanceOfAtLeast } from '../statistics/poisson-counts';
import { chanceOfRedMinute } from './red-minute';
import { SEEN_POWER, smallestSeen } from './smallest-seen';
import type { WatchedMeasures } from './watched-measures';
import { chanceOfTwoInThree } from './two-of-three';

/** A release as its alarms will watch it, and the shift watch where there is one. */
export interface WatchedRelease {
  readonly shape: TrafficShape;
  /** Customers' requests to both versions together. */
  readonly requestsPerMinute: number;
  /** The threshold of the error-rate alarm: so many percentage points above twice blue's errors. */
  readonly maxErrorIncreasePoints: number;
  /** What fails although nothing is wrong, in percent. */
  readonly usualErrorRatePercent: number;
  /** What the shift watch holds against blue; left out where no gate asks about it, and the alarms are all there is. */
  readonly watched?: WatchedMeasures | undefined;
}

/** What the alarms of a release can see before all of the traffic is on green. */
export interface CanarySight {
  readonly steps: readonly (TrafficStep & {
    /** How many requests green gets in it, on average. */
    readonly requests: number;
  })[];
  /**
   * The smallest increase over the usual error rate that the error-rate alarm stops with `SEEN_POWER`, in percentage
   * points; undefined where it would not even stop a version that fails every request.
   */
  readonly smallestIncreasePoints: number | undefined;
  /** The chance that the error-rate alarm stops a release with nothing wrong, 0 to 1. */
  readonly byChance: number;
  /** Whether green gets the requests that the latency alarm takes, with `SEEN_POWER`. */
  readonly judgesLatency: boolean;
}

/**
 * The last minutes of a shift are too late for the alarm: Lambda's metrics are those of whole minutes and come about a
 * minute after their end, then the alarm is evaluated, which happens once a minute, and then CodeDeploy has to look.
 * AWS promises none of this; a minute for each of the first two is what deployments show.
 */
export const LATE_MINUTES = 2;

/**
 * A 99th percentile of fewer is not judged (CloudWatch User Guide, "Percentile-based alarms and low data samples":
 * 10 / (1 - percentile)).
 */
export const LATENCY_SAMPLES = 1000;

/**
 * More requests in a minute than these add less than two tenths of a percentage point to what is seen, and time to
 * every synth.
 */
const ENOUGH_REQUESTS = 20_000;

/**
 * What the two alarms of a release can see of green while it has a share of the traffic only.
 *
 * It is the power of the alarms as they are configured, not of the best test there could be: errors more than so
 * much above twice blue's in two of three minutes, where blue is taken to fail as usual, with calls enough to show it. An alarm on a share of few calls jumps: of 19 requests one that failed is more
 * than 5 %, of 20 it is not. So more traffic mostly, but not always, lets it see smaller increases; more time always does.
 */
export function canarySight(release: WatchedRelease): CanarySight {
  const { shape, requestsPerMinute } = release;
  const steps = trafficSteps(shape).map((step) => ({
    ...step,
    requests: (requestsPerMinute * step.percent * step.minutes) / 100,
  }));
  const fullSample = overMinutes(release, (requests) => chanceOfAtLeast(LATENCY_SAMPLES, requests));
  return {
    steps,
    smallestIncreasePoints: smallestIncrease(release),
    byChance: chanceOfErrorAlarm(release, release.usualErrorRatePercent),
    judgesLatency: fullSample >= SEEN_POWER,
  };
}

/** The smallest increase that is seen, in percentage points; undefined where none is, up to the one asked about. */
export function smallestIncrease(release: WatchedRelease, upToPoints = 100): number | undefined {
  const usual = release.usualErrorRatePercent;
  return smallestSeen(Math.min(upToPoints, 100 - usual), (points) => chanceOfErrorAlarm(release, usual + points));
}

/** The chance that the error-rate alarm is red in time, where green fails this percentage of its requests. */
export function chanceOfErrorAlarm(release: WatchedRelease, errorRatePercent: number): number {
  const maxErrorRatePercent = 2 * release.usualErrorRatePercent + release.maxErrorIncreasePoints;
  const errorRate = Math.min(1, errorRatePercent / 100);
  return overMinutes(release, (requests) => chanceOfRedMinute({ requests, errorRate, maxErrorRatePercent }));
}

/** The chance of two of three minutes, in those that come in time, where each has its chance by green's requests. */
function overMinutes({ shape, requestsPerMinute }: WatchedRelease, chanceOf: (requests: number) => number): number {
  const minutes = trafficSteps(shape).flatMap(({ percent, minutes: length }) => {
    const chance = chanceOf(Math.min(ENOUGH_REQUESTS, (requestsPerMinute * percent) / 100));
    return Array.from({ length }, () => chance);
  });
  return chanceOfTwoInThree(minutes.slice(0, Math.max(0, minutes.length - LATE_MINUTES)));
}
