import type { SeenCounts } from '../domain/shift/seen';
import { streamsOf, warningStreamsOf, type ComparingGate, type Stream } from '../domain/shift/streams';
import { shareTolerance } from '../domain/shift/watch-plan';
import { seeCounts } from './see-counts';
import type { Looking } from './looking';

/**
 * What a look saw by which a gate may warn. Failures are the same ones, held against the lower limit; which calls are slow is
 * another question, and is asked. What nobody answers is seen by a later look: whatever is wrong with it decides nothing.
 *
 * @param seen what the look saw by which the gate decides
 */
export async function seeWarnings(
  gate: ComparingGate,
  seen: ReadonlyMap<string, SeenCounts>,
  looking: Looking,
): Promise<ReadonlyMap<string, SeenCounts>> {
  const decided = streamsOf(looking.state.plan, gate);
  const found = new Map<string, SeenCounts>();
  for (const [index, stream] of warningStreamsOf(looking.state.plan, gate).entries()) {
    const own = seen.get(decided[index]?.key ?? '');
    if (!own) continue;
    const counts = isOfOwn(stream)
      ? await seeCounts(stream, looking).catch(() => undefined)
      : atLowerLimit(stream, own);
    if (counts) found.set(stream.key, counts);
  }
  return found;
}

/** A rule in a squad's own words compares percentiles as they are. */
function isOfOwn({ gate: { watched } }: Stream): boolean {
  return watched.watches === 'durations' && watched.rule === undefined;
}

function atLowerLimit({ gate: { watched } }: Stream, seen: SeenCounts): SeenCounts {
  if (!seen.basis || watched.watches === 'durations') return seen;
  return { ...seen, basis: { ...seen.basis, tolerance: shareTolerance(watched.maxIncrease) } };
}
