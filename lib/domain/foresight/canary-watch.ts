import { LATE_MINUTES, type WatchedRelease } from './canary-sight';
import { callsBetween, expectedCalls, minutesOf } from './expected-calls';
import { errorsMeasure, latencyMeasure, type WatchedErrors, type WatchedLatency } from './watched-measures';
import { minutesUntilWatched, smallestWatched } from './watch-sight';

/** What the watch of a release can see of its errors. */
export interface CanaryWatch {
  /** The smallest increase that is stopped before all traffic is on green, in percentage points; undefined where none is. */
  readonly smallestIncreasePoints: number | undefined;
  /** The smallest that is seen with the last look too, which comes when all traffic has moved. */
  readonly lastLookPoints: number | undefined;
  /** Minutes from when traffic begins to move to when the release is stopped; undefined where it is not in time. */
  readonly minutesOf: (points: number) => number | undefined;
}

export function canaryWatch(release: WatchedRelease, watched: WatchedErrors): CanaryWatch {
  const { usualErrorRatePercent: usual } = release;
  const measure = errorsMeasure(watched);
  return {
    smallestIncreasePoints: smallestInTime(release, watched),
    lastLookPoints: smallestWatched(measure, callsOf(release), usual / 100),
    minutesOf: (points) => {
      const minutes = minutesUntilWatched(measure, inTime(release, watched), usual / 100, points);
      return minutes === undefined ? undefined : minutes + lateMinutes(watched);
    },
  };
}

/** The smallest increase that the watch stops in time, in percentage points; undefined where none is up to the one asked about. */
export function smallestInTime(
  release: WatchedRelease,
  watched: WatchedErrors,
  upToPoints?: number,
): number | undefined {
  return smallestWatched(
    errorsMeasure(watched),
    inTime(release, watched),
    release.usualErrorRatePercent / 100,
    upToPoints,
  );
}

/** The smallest share of slow calls that the watch stops in time, in percent; undefined where not even 100 % are seen. */
export function slowPercentSeen(release: WatchedRelease, watched: WatchedLatency): number | undefined {
  const usual = 100 - watched.percentile;
  const points = smallestWatched(latencyMeasure(watched), inTime(release, watched), usual / 100);
  return points === undefined ? undefined : usual + points;
}

function callsOf({ shape, requestsPerMinute }: WatchedRelease) {
  return expectedCalls(shape, requestsPerMinute);
}

/**
 * What handlers publish is there within seconds and looked at every ten, and then CodeDeploy has to look: a minute is more
 * than that takes together.
 */
const LATE_MINUTES_BY_HANDLER = 1;

function lateMinutes({ byHandler = false }: WatchedErrors | WatchedLatency): number {
  return byHandler ? LATE_MINUTES_BY_HANDLER : LATE_MINUTES;
}

/** As for the alarm, the last minutes are too late: metrics come about a minute after theirs, and then a look has to. */
function inTime(release: WatchedRelease, watched: WatchedErrors | WatchedLatency) {
  const steps = callsOf(release);
  return callsBetween(steps, 0, minutesOf(steps) - lateMinutes(watched));
}
