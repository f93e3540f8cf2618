import { WATCH_PARAMETERS } from './watch-parameters';

/**
 * How much worse green may be: its share of errors may be `factor` × blue's + `extra`.
 *
 * Blue's share is that of the same time, so an incident that hits both moves both sides.
 */
export interface Tolerance {
  /** 1 or more. */
  readonly factor: number;
  /** A share of all calls, 0 to 1: one percentage point is 0.01. */
  readonly extra: number;
}

/** What is no regression in green's first minute, where cold starts and caches to fill may make some calls fail. */
export function inWarmUp({ factor, extra }: Tolerance): Tolerance {
  return { factor, extra: Math.max(extra, WATCH_PARAMETERS.warmUp.extra) };
}
