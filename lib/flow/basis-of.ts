import { armStatistics, rankAt } from '../domain/shift/arm-statistics';
import { durationBasis, HISTORY_MS, shareBasis, slowAbove } from '../domain/shift/basis';
import { handlerFailures, handlerMetric } from '../domain/shift/handler-metrics';
import { aliasMetric } from '../domain/shift/lambda-metrics';
import { minuteOf, type Metric, type MetricStatistic, type Series } from '../domain/shift/metrics';
import { periodOf, timesOf, type Source } from '../domain/shift/sources';
import type { ComparingGate, Stream } from '../domain/shift/streams';
import type { ShiftPlan } from '../domain/shift/watch-plan';
import type { MeasureBasis } from '../domain/shift/watch-state';
import type { Looking } from './looking';

/** By what a stream compares: what blue was like before the shift, or, where nobody called it, in the first minutes of it. */
export async function basisOf(stream: Stream, looking: Looking): Promise<MeasureBasis | undefined> {
  const { gate } = stream;
  // A rule compares minute by minute, and needs to know nothing.
  if (gate.watched.rule) return undefined;
  if (gate.watched.watches === 'durations') return durationsBasis(stream, looking);
  if (stream.source === 'handler') return handlerBasis(stream, looking);
  const began = minuteOf(looking.state.plan.began);
  return shareBasis(gate, await sharesIn(sharesBefore(stream, looking.state.plan), looking), began);
}

/** Where versions give up calls after different times, lines are missing of different calls: then they are not compared. */
function canCompareHandlers({ releaseMetrics, holdBackSeconds }: ShiftPlan): boolean {
  return releaseMetrics === true && holdBackSeconds === 0;
}

/**
 * What blue's handler publishes is a basis once it has published anything: else calls of green that failed would be held
 * against a blue that says nothing of its own.
 */
async function handlerBasis({ gate }: Stream, looking: Looking): Promise<MeasureBasis | undefined> {
  const { plan, looks } = looking.state;
  if (!canCompareHandlers(plan)) return undefined;
  const times = timesOf('handler');
  const began = periodOf(plan.began, times);
  const blue = handlerFailures(plan, plan.blue);
  if (looks === 0) {
    const history = await sharesIn(blue, looking);
    const basis = history.calls.size > 0 ? shareBasis(gate, history, began) : undefined;
    if (basis) return { ...basis, source: 'handler' };
  }
  const published = periodOf(looking.at - times.delayMs, times);
  const [calls = new Map<number, number>()] = await looking.read(blue, {
    ...{ from: began, to: published },
    periodSeconds: times.periodMs / 1000,
  });
  if (calls.size === 0) return undefined;
  const basis = shareBasis(gate, { calls: new Map(), failures: new Map() }, published);
  return basis && { ...basis, source: 'handler' };
}

/** Blue's calls, and those that failed, in the day before the shift. */
async function sharesIn(
  asked: readonly MetricStatistic[],
  { state, read }: Looking,
): Promise<{ readonly calls: Series; readonly failures: Series }> {
  const began = minuteOf(state.plan.began);
  const time = { from: began - HISTORY_MS, to: began, periodSeconds: 60 };
  const [calls = new Map<number, number>(), failures = new Map<number, number>()] = await read(asked, time);
  return { calls, failures };
}

/** Before the shift all calls of the alias are blue's; a squad's own counts name no alias. */
function sharesBefore(stream: Stream, plan: ShiftPlan): readonly MetricStatistic[] {
  if (stream.gate.watched.watches !== 'errors') return armStatistics(plan, stream, plan.blue, undefined) ?? [];
  return ['Invocations', 'Errors'].map((name) => ({ metric: aliasMetric(plan, name), statistic: 'Sum' }));
}

/** Durations that may be a basis, in the order in which they are taken. */
interface KnownDurations {
  readonly metric: Metric;
  readonly in: { readonly from: number; readonly to: number };
  readonly known: Pick<MeasureBasis, 'from' | 'source' | 'countsFrom'>;
}

async function durationsBasis({ gate }: Stream, looking: Looking): Promise<MeasureBasis | undefined> {
  for (const candidate of candidates(looking)) {
    const basis = await durationBasisIn(gate, looking, candidate);
    if (basis) return basis;
  }
  return undefined;
}

/** What handlers publish has no cold calls in it, and comes sooner, so it is taken where blue has enough of it. */
function candidates({ state: { plan, looks }, at }: Looking): readonly KnownDurations[] {
  const began = minuteOf(plan.began);
  const before = { from: began - HISTORY_MS, to: began };
  const inShift = (source: Source) => {
    const times = timesOf(source);
    const published = periodOf(at - times.delayMs, times);
    return { from: periodOf(plan.began, times), to: published };
  };
  const ofHandler = handlerMetric(plan, 'Duration', plan.blue);
  const first = inShift('minutes');
  const byHandler = (from: MeasureBasis['from'], countsFrom: number) =>
    ({ from, source: 'handler', countsFrom }) as const;
  return [
    ...(canCompareHandlers(plan) && looks === 0
      ? [{ metric: ofHandler, in: before, known: byHandler('history', inShift('handler').from) }]
      : []),
    // Before the shift all calls of the alias are blue's; in it, those that blue ran.
    { metric: aliasMetric(plan, 'Duration'), in: before, known: { from: 'history', countsFrom: began } },
    ...(canCompareHandlers(plan)
      ? [
          {
            metric: ofHandler,
            in: { ...inShift('handler'), from: began },
            known: byHandler('first-minutes', inShift('handler').to),
          },
        ]
      : []),
    {
      metric: aliasMetric(plan, 'Duration', plan.blue),
      in: first,
      known: { from: 'first-minutes', countsFrom: first.to },
    },
  ];
}

async function durationBasisIn(
  gate: ComparingGate,
  { read }: Looking,
  { metric, in: { from, to }, known }: KnownDurations,
): Promise<MeasureBasis | undefined> {
  if (gate.watched.watches !== 'durations') return undefined;
  const calls = { metric, statistic: 'SampleCount' };
  const [hourly, percentiles] = await read([calls, { metric, statistic: `p${gate.watched.percentile}` }], {
    ...{ from, to },
    periodSeconds: to - from >= HISTORY_MS ? 3600 : 60,
  });
  const slow = slowAbove(gate, hourly ?? new Map(), percentiles ?? new Map());
  if (!slow) return undefined;
  const [counts, ranks] = await read([calls, { metric, statistic: rankAt(slow.slowAboveMs) }], {
    ...{ from, to },
    periodSeconds: 60,
  });
  return durationBasis(gate, slow, { calls: counts ?? new Map(), ranks: ranks ?? new Map() }, known);
}
