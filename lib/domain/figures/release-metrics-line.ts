import { METRIC_NAMESPACE } from '../release/platform-names';
import { isTerminal, type Release } from '../release/release';
import type { ReleaseEvent } from '../release/release-event';

/** The metrics that a platform publishes of its releases, with their units. */
export const RELEASE_METRICS = {
  Released: 'Count',
  Blocked: 'Count',
  RolledBack: 'Count',
  Failed: 'Count',
  /** From the opening of a release to its end. */
  Duration: 'Milliseconds',
  /** From the first moment that green could have customers until it was decided that it does not stay, or until it was put back. */
  TimeToDetect: 'Milliseconds',
  RecoveryTime: 'Milliseconds',
  RequestsServed: 'Count',
  RequestsHit: 'Count',
} as const;
export type ReleaseMetric = keyof typeof RELEASE_METRICS;

/** Their sets of dimensions: all of a platform, and each of its services. */
export const RELEASE_METRIC_DIMENSIONS = [['Platform'], ['Platform', 'Service']] as const;

const OUTCOMES = {
  released: 'Released',
  blocked: 'Blocked',
  'rolled-back': 'RolledBack',
  failed: 'Failed',
} as const satisfies Partial<Record<Release['state'], ReleaseMetric>>;

/**
 * A release that an event has just ended, or whose requests it counted, as a line of a log in CloudWatch's embedded metric
 * format; undefined where there is nothing to tell. What is not known is not in it.
 */
export function releaseMetricsLine(release: Release, event: ReleaseEvent, platform: string): string | undefined {
  const values = valuesOf(release, event.kind);
  const known = Object.entries<number | undefined>(values).filter(([, value]) => value !== undefined);
  if (known.length === 0) return undefined;
  return JSON.stringify({
    _aws: {
      Timestamp: event.at,
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: RELEASE_METRIC_DIMENSIONS,
          Metrics: known.map(([Name]) => ({ Name, Unit: RELEASE_METRICS[Name as ReleaseMetric] })),
        },
      ],
    },
    ...{ Platform: platform, Service: release.functionName, release: release.id, outcome: release.state },
    ...Object.fromEntries(known),
  });
}

type Values = Partial<Record<ReleaseMetric, number | undefined>>;

function valuesOf(release: Release, kind: ReleaseEvent['kind']): Values {
  switch (kind) {
    case 'deployment-ended':
    case 'rollback-ended':
    case 'outcome-unknown':
    case 'put-back':
      return ofEnd(release);
    case 'counted':
      return ofCount(release);
    case 'glass-broken':
    case 'judged':
    case 'regressed':
    case 'creation-allowed':
    case 'gate-run-broke':
    case 'warned':
    case 'stuck':
    case 'message-claimed':
    case 'message-sent':
      return {};
  }
}

function ofEnd({ state, openedAt, shiftedAt, decidedAt, endedAt }: Release): Values {
  if (!isTerminal(state) || endedAt === undefined) return {};
  const outcome = { [OUTCOMES[state as keyof typeof OUTCOMES]]: 1, Duration: endedAt - openedAt };
  const isFailure = state === 'rolled-back' || state === 'failed';
  if (!isFailure || shiftedAt === undefined) return outcome;
  return {
    ...outcome,
    TimeToDetect: decidedAt === undefined ? undefined : decidedAt - shiftedAt,
    RecoveryTime: state === 'rolled-back' ? endedAt - shiftedAt : undefined,
  };
}

/** Requests that a release failed which stayed are no hit of a bad one. */
function ofCount({ state, counted }: Release): Values {
  return { RequestsServed: counted?.requests, RequestsHit: state === 'released' ? undefined : counted?.failed };
}
