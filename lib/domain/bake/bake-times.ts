import { PUBLICATION_DELAY_MS } from '../shift/look-times';
import { MINUTE_MS, minuteOf } from '../shift/metrics';

/** How long a release bakes where nothing is said, in minutes. */
export const DEFAULT_BAKE_MINUTES = 5;

/** The most that there is room for in the hour that CodeDeploy waits for its last hook, in minutes. */
export const MOST_BAKE_MINUTES = 30;

/** A look is taken as often as Lambda publishes, in seconds. */
export const BAKE_LOOK_SECONDS = 60;

/** How long a bake takes at most, with the wait for the metrics of its last minute, in seconds: its first minute is a whole one. */
export function bakeSeconds(minutes: number): number {
  return minutes * 60 + (MINUTE_MS + PUBLICATION_DELAY_MS) / 1000;
}

/** The minutes that a bake looks at; milliseconds since the epoch, `to` is not part of it. */
export interface BakeSpan {
  readonly from: number;
  readonly to: number;
}

/** The whole minutes from when all traffic had moved: of the one in which it did, some calls are those of the shift. */
export function bakeSpan(movedAt: number, minutes: number): BakeSpan {
  const from = minuteOf(movedAt) + MINUTE_MS;
  return { from, to: from + minutes * MINUTE_MS };
}

/** In how many seconds a bake is looked at again; undefined where all of its minutes would be published by now. */
export function secondsToNextBakeLook({ to }: BakeSpan, at: number): number | undefined {
  const left = Math.ceil((to + PUBLICATION_DELAY_MS - at) / 1000);
  return left <= 0 ? undefined : Math.min(BAKE_LOOK_SECONDS, left);
}
