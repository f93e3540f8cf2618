import { PUBLICATION_DELAY_MS } from '../shift/look-times';
import { MINUTE_MS, minuteOf } from '../shift/metrics';

/** A look is taken as often as Lambda publishes, in seconds. */
export const BAKE_LOOK_SECONDS = 60;

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
