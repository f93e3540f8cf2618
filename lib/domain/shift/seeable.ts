import { smallestWatched } from '../foresight/watch-sight';
import { pointsText } from '../foresight/sight-words';
import { MINUTE_MS } from './metrics';
import { measuresOf, placeByEvidence } from './measures';
import type { Stream } from './streams';
import type { WatchState } from './watch-state';

/**
 * Which regression would have been found in 9 of 10 releases with the calls that were counted, as the end of a sentence:
 * what "nothing was found" is worth.
 */
export function seeableText(state: WatchState, stream: Stream): string {
  const { plan, compared, lookedAt } = state;
  const { key, gate } = stream;
  const measure = measuresOf(plan, gate.mode, compared).measures[placeByEvidence(plan, stream)];
  const { blue, green } = compared[key]?.total ?? {};
  if (!measure || !blue || !green || blue.calls === 0) return NOTHING;
  const minutes = Math.max(1, Math.round((lookedAt - plan.began) / MINUTE_MS));
  const points = smallestWatched(
    measure,
    [{ minutes, blueCalls: blue.calls, greenCalls: green.calls }],
    blue.errors / blue.calls,
  );
  if (points === undefined) return NOTHING;
  const more = pointsText(points);
  return gate.watched.watches === 'durations'
    ? `one of ${more} more slow calls would have been`
    : `one of ${more} or more would have been`;
}

const NOTHING = 'with so few calls none would have been, however large';
