import { kindOf, type GateDefinition } from './gate-kinds';
import { MEASURE_KIND } from '../shift/measures';
import { shareTolerance } from '../shift/watch-plan';
import { sharesOf } from '../watch/shares';
import type { WatchedMeasures } from '../foresight/watched-measures';

/** What the watch of a release with these gates asks of green; undefined where nothing is asked while traffic moves. */
export function watchedMeasures(gates: readonly GateDefinition[], releaseMetrics = false): WatchedMeasures | undefined {
  const watched = gates.flatMap((gate) => kindOf(gate).watched?.(gate) ?? []);
  if (watched.length === 0) return undefined;
  const byEvidence = watched.filter((one) => one.watches !== 'tables').filter(({ rule }) => rule === undefined);
  // Where handlers publish failures of their own, a gate on errors has two parts: those, and Lambda's errors.
  const split = (one: (typeof byEvidence)[number]) => (releaseMetrics && one.watches === 'errors' ? [one, one] : [one]);
  const parts = byEvidence.flatMap(split);
  const shares = sharesOf(parts.map((one) => MEASURE_KIND[one.watches]));
  const found = parts.map((one, index) => ({ ...one, share: shares[index] ?? 0 }));
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
