import type { ReleaseObservation } from 'sluice/rehearsal';

/** What came of one rehearsal, as its customers saw it. */
export interface PlayedRelease {
  readonly released: boolean;
  /** From green's first traffic until all of it was back on blue; undefined where it never was. */
  readonly restoredSeconds?: number;
  /** Calls that went worse than on blue, until green was put back or the horizon. */
  readonly badServed: number;
}

/** As long is looked after green's first traffic. What is not put back by then counts as put back then. */
export const HORIZON_SECONDS = 1200;

/**
 * Judges a release by what the account showed. Beyond the end of its step, which comes sooner where nothing is asked at
 * 100 %, traffic goes on as it was.
 */
export function judgeRelease(
  { outcome, traffic, requests, moments, endedAt }: ReleaseObservation,
  { badShare, requestsPerSecond }: { readonly badShare: number; readonly requestsPerSecond: number },
): PlayedRelease {
  const released = outcome === 'released';
  const movedAt = traffic.find(({ weight }) => weight > 0)?.at;
  if (movedAt === undefined) return { released, badServed: 0 };
  const left = traffic.at(-1)?.weight ?? 0;
  const furtherSeconds = Math.max(0, HORIZON_SECONDS - (endedAt - movedAt) / 1000);
  const calls = requests.green.total + left * requestsPerSecond * furtherSeconds;
  return {
    released,
    ...(moments.restoredAt === undefined ? {} : { restoredSeconds: (moments.restoredAt - movedAt) / 1000 }),
    badServed: calls * badShare,
  };
}
