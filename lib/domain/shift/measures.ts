import type { Mode } from '../gate/gate-settings';
import type { Watched } from '../gate/watched';
import { sharesOf, type MeasureKind } from '../watch/shares';
import type { Measure } from '../watch/measure-watch';
import type { WatchPlan } from '../watch/shift-watch';
import { inWarmUp } from '../watch/tolerance';
import { sourceOf, streamsOfPlan, warningStreamsOfPlan, type Comparing, type Stream } from './streams';
import type { ShiftPlan } from './watch-plan';
import type { ComparedGate, MeasureBasis } from './watch-state';

const MEASURE_KIND: Readonly<Record<Exclude<Watched['watches'], 'tables'>, MeasureKind>> = {
  errors: 'errors',
  durations: 'latency',
  'own-counts': 'custom',
};

/** The streams of the gates of a mode that are decided by evidence: they have one allowed chance together, shadows one of their own. */
export function streamsByEvidence(plan: ShiftPlan, mode: Mode): readonly Stream[] {
  return byEvidence(streamsOfPlan(plan), mode);
}

/** Where a stream stands among those of its mode that are decided by evidence; -1 where it is none of them. */
export function placeByEvidence(plan: ShiftPlan, { key, gate }: Stream): number {
  return streamsByEvidence(plan, gate.mode).findIndex((stream) => stream.key === key);
}

/** What each stream that is decided by evidence gets of the allowed chance of them all. */
export function sharesOfStreams(streams: readonly Stream<Comparing>[]): readonly number[] {
  return sharesOf(streams.map(({ gate }) => MEASURE_KIND[gate.watched.watches]));
}

/** How the statistics have them, in the same order. */
export function measuresOf(
  plan: ShiftPlan,
  mode: Mode,
  compared: Readonly<Record<string, Pick<ComparedGate, 'basis'>>>,
): WatchPlan {
  return planOf(plan, streamsByEvidence(plan, mode), compared);
}

/** Likewise of the lower limits of the gates of a mode: they have a chance together too, which is not that of the decision. */
export function warningMeasuresOf(
  plan: ShiftPlan,
  mode: Mode,
  compared: Readonly<Record<string, Pick<ComparedGate, 'basis'>>>,
): WatchPlan {
  const { windowMinutes, measures } = planOf(plan, byEvidence(warningStreamsOfPlan(plan), mode), compared);
  return { windowMinutes, measures: measures.map((measure) => ({ ...measure, certifiedWithin: undefined })) };
}

function byEvidence(streams: readonly Stream[], mode: Mode): readonly Stream[] {
  return streams.filter(({ gate }) => gate.mode === mode && gate.watched.rule === undefined);
}

function planOf(
  { windowMinutes }: ShiftPlan,
  streams: readonly Stream[],
  compared: Readonly<Record<string, Pick<ComparedGate, 'basis'>>>,
): WatchPlan {
  const shares = sharesOfStreams(streams);
  return {
    windowMinutes,
    measures: streams.map((stream, index) => measureOf(stream, shares[index] ?? 0, compared[stream.key]?.basis)),
  };
}

/** What is not known yet is not counted yet, so that it does not matter what stands in for it. */
const UNKNOWN: Pick<MeasureBasis, 'tolerance' | 'dispersion'> = { tolerance: { factor: 1, extra: 0 }, dispersion: 1 };

function measureOf(stream: Stream, share: number, basis: MeasureBasis | undefined): Measure {
  const { tolerance, dispersion } = basis ?? UNKNOWN;
  // Handlers leave cold calls out themselves.
  const preWarmed = sourceOf(stream, basis) === 'handler';
  // Cold calls are slow, which says nothing of those that follow.
  const leftOut = preWarmed || stream.gate.watched.watches === 'durations';
  return {
    name: stream.key,
    share,
    tolerance,
    warmUpTolerance: leftOut ? undefined : inWarmUp(tolerance),
    preWarmed,
    certifiedWithin: tolerance,
    dispersion,
  };
}
