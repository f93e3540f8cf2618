import { armSeries, armStatistics, ruleValues } from '../domain/shift/arm-statistics';
import { firstCompared } from '../domain/shift/compared-look';
import { countedMinutes } from '../domain/shift/counted-minutes';
import { aliasMetric } from '../domain/shift/lambda-metrics';
import { totalOf, type MetricStatistic, type MetricTime, type Series } from '../domain/shift/metrics';
import type { SeenCounts } from '../domain/shift/seen';
import { periodOf, timesOf } from '../domain/shift/sources';
import { sourceOf, type ComparingGate, type Stream } from '../domain/shift/streams';
import type { ShiftPlan } from '../domain/shift/watch-plan';
import type { MeasureBasis } from '../domain/shift/watch-state';
import { basisOf } from './basis-of';
import type { Looking } from './looking';

/** What was counted of both versions in one stream since it was read last. */
export async function seeCounts(stream: Stream, looking: Looking): Promise<SeenCounts> {
  const { state, at, read } = looking;
  const { plan } = state;
  const { gate } = stream;
  const { basis: known, seenAt } = state.compared[stream.key] ?? firstCompared(plan.began);
  const fresh = known ? undefined : await basisOf(stream, looking);
  const basis = fresh ?? known;
  const time = openPeriods(stream, basis, { plan, seenAt, at });
  const blue = armStatistics(plan, stream, plan.blue, basis);
  const green = armStatistics(plan, stream, plan.green, basis);
  if (!blue || !green) {
    const [calls] = await read(callsOf(gate, plan), time);
    return { minutes: new Map(), greenCalls: totalOf(calls) };
  }
  const [blueCalls, blueAgainst, greenCalls, greenAgainst] = await read([...blue, ...green], time);
  const ofBlue = pair(blueCalls, blueAgainst);
  const ofGreen = pair(greenCalls, greenAgainst);
  return {
    basis: fresh,
    greenCalls: totalOf(greenCalls),
    minutes: gate.watched.rule
      ? new Map()
      : countedMinutes({ blue: armSeries(gate, ofBlue), green: armSeries(gate, ofGreen) }),
    ...(gate.watched.rule ? { values: { blue: ruleValues(gate, ofBlue), green: ruleValues(gate, ofGreen) } } : {}),
  };
}

/** The periods to which something may have been added since they were read last. A rule goes by minutes, whoever counts. */
function openPeriods(
  stream: Stream,
  basis: MeasureBasis | undefined,
  { plan, seenAt, at }: { readonly plan: ShiftPlan; readonly seenAt: number; readonly at: number },
): MetricTime {
  const times = timesOf(stream.gate.watched.rule ? 'minutes' : sourceOf(stream, basis));
  return {
    from: Math.max(periodOf(plan.began, times), periodOf(seenAt - times.openMs, times)),
    to: periodOf(at, times) + times.periodMs,
    periodSeconds: times.periodMs / 1000,
  };
}

/** What is slow may not be known yet; that green is called is. */
function callsOf(gate: ComparingGate, plan: ShiftPlan): readonly MetricStatistic[] {
  if (gate.watched.watches !== 'durations') return [];
  return [{ metric: aliasMetric(plan, 'Duration', plan.green), statistic: 'SampleCount' }];
}

function pair(calls: Series = new Map(), against: Series = new Map()): readonly [Series, Series] {
  return [calls, against];
}
