import { placeByEvidence } from './measures';
import type { Stream } from './streams';
import type { WatchState } from './watch-state';

/** The highest evidence there was that green is no worse than a gate allows, by one of its streams. */
export function certificationEvidenceOf(state: WatchState, stream: Stream): number {
  return state[stream.gate.mode].highestCertifying[placeByEvidence(state.plan, stream)] ?? 1;
}
