import { kindOf, type GateDefinition } from './gate-kinds';
import { sharesOfStreams } from '../shift/measures';
import { isComparing, streamsOf } from '../shift/streams';
import { shareTolerance } from '../shift/watch-plan';
import type { WatchedMeasures } from '../foresight/watched-measures';

/** What the watch of a release with these gates asks of green; undefined where nothing is asked while traffic moves. */
export function watchedMeasures(gates: readonly GateDefinition[], releaseMetrics = false): WatchedMeasures | undefined {
  const watched = gates.flatMap((gate) => {
    const asked = kindOf(gate).watched?.(gate);
    return asked ? [{ name: gate.name, watched: asked }] : [];
  });
  if (watched.length === 0) return undefined;
  const byEvidence = watched.filter(isComparing).filter((gate) => gate.watched.rule === undefined);
  const streams = byEvidence.flatMap((gate) => streamsOf({ releaseMetrics }, gate));
  const shares = sharesOfStreams(streams);
  const found = streams.map(({ gate }, index) => ({ ...gate.watched, share: shares[index] ?? 0 }));
  const byHandler = releaseMetrics ? { byHandler: true } : {};
  const errors = found.find(({ watches }) => watches === 'errors');
  const durations = found.find(({ watches }) => watches === 'durations');
  return {
    ...(errors?.watches === 'errors'
      ? { errors: { tolerance: shareTolerance(errors.maxIncrease), share: errors.share, ...byHandler } }
      : {}),
    ...(durations?.watches === 'durations'
      ? { latency: { percentile: durations.percentile, share: durations.share, ...byHandler } }
      : {}),
  };
}
