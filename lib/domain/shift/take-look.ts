import type { Mode } from '../gate/gate-settings';
import { firstMeasureWatch, regressionEvidence } from '../watch/measure-watch';
import { firstWatch, lookAgain, type ShiftWatch, type WatchPlan } from '../watch/shift-watch';
import { betsOf, type Bets } from './bets';
import { afterComparedLook, firstCompared } from './compared-look';
import { afterRuleLook } from './literal-rule';
import { OPEN_MS } from './look-times';
import { measuresOf } from './measures';
import { MINUTE_MS } from './metrics';
import { regressedKeys } from './regressed';
import type { Seen } from './seen';
import { gateNameOf, isComparing, isWarning, streamsOfPlan, warningStreamsOfPlan, type Stream } from './streams';
import { afterTablesLook, NO_TABLES } from './tables-look';
import type { ShiftPlan } from './watch-plan';
import { afterWarningBets, warnedKeys } from './warnings';
import type { ComparedGate, WatchState } from './watch-state';
import { weightRead, type WeightSpan } from './weight-spans';

/** What a watch knows before its first look. */
export function firstState(plan: ShiftPlan): WatchState {
  const { gates, began } = plan;
  return {
    plan,
    looks: 0,
    lookedAt: began,
    weights: [],
    compared: Object.fromEntries(allStreams(plan).map(({ key }) => [key, firstCompared(began)])),
    tables: Object.fromEntries(gates.filter((gate) => !isComparing(gate)).map(({ name }) => [name, NO_TABLES])),
    enforce: firstWatch(measuresOf(plan, 'enforce', {})),
    shadow: firstWatch(measuresOf(plan, 'shadow', {})),
    warnings: {},
    refused: {},
    regressed: {},
    warned: {},
  };
}

/** What decides, and what only warns. */
function allStreams(plan: ShiftPlan): readonly Stream[] {
  return [...streamsOfPlan(plan), ...warningStreamsOfPlan(plan)];
}

/**
 * What a watch knows after a look.
 *
 * It bets once on what was added to the counts of each minute since traffic began to move, so that no call is bet on
 * twice, and a slow one counts when it arrives: Lambda counts a call in the minute of its start. What was seen before
 * changes nothing when it is seen again.
 */
export function takeLook(before: WatchState, seen: Seen): WatchState {
  const { plan } = before;
  const weights = weightsAfter(before, seen);
  const known = withBases(before, seen);
  // Apart, so that what decides is the same with lower limits and without them.
  const bets = betsOf(known, countsOf(seen, 'limits'), weights);
  const warningBets = betsOf(known, countsOf(seen, 'warnings'), weights);
  const enforce = afterBets(known, 'enforce', bets);
  const shadow = afterBets(known, 'shadow', bets);
  const lower = afterWarningBets(known, warningBets);
  const evidence = new Map([...enforce.evidence, ...shadow.evidence, ...lower.evidence]);
  const taken = new Map([...bets.taken, ...warningBets.taken]);
  const next: WatchState = {
    plan,
    looks: before.looks + 1,
    lookedAt: Math.max(before.lookedAt, seen.at),
    weights: weights.filter(({ to }) => to > seen.at - OPEN_MS),
    compared: Object.fromEntries(
      allStreams(plan).map((stream) => [stream.key, afterStreamLook(known, stream, { seen, taken, evidence })]),
    ),
    tables: Object.fromEntries(
      Object.entries(before.tables).map(([name, state]) => {
        const own = seen.tables.get(name);
        return [name, own ? afterTablesLook(state, own, { began: plan.began, at: seen.at }) : state];
      }),
    ),
    enforce: enforce.watch,
    shadow: shadow.watch,
    warnings: lower.warnings,
    ...handlerAfter(before, seen),
    refused: Object.fromEntries(seen.refused),
    regressed: before.regressed,
    warned: before.warned,
  };
  const peaks = new Map([...enforce.peaks, ...shadow.peaks]);
  const found = regressedKeys(next, peaks).filter((key) => before.regressed[gateNameOf(key)] === undefined);
  const regressed = { ...before.regressed, ...Object.fromEntries(found.map((key) => [gateNameOf(key), seen.at])) };
  const past = warnedKeys({ ...next, regressed }, lower.peaks);
  return {
    ...next,
    compared: {
      ...next.compared,
      ...whatWasFound(found, { before, next, peaks }),
      ...whatWasFound(past, { before, next, peaks: lower.peaks }),
    },
    regressed,
    warned: { ...before.warned, ...Object.fromEntries(past.map((key) => [gateNameOf(key), seen.at])) },
  };
}

/** What a look saw of the streams that decide, or of those that only warn. */
function countsOf(seen: Seen, which: 'limits' | 'warnings'): Seen {
  const isMeant = ([key]: readonly [string, unknown]) => isWarning(key) === (which === 'warnings');
  return { ...seen, counts: new Map([...seen.counts].filter(isMeant)) };
}

/** Of the streams that found something in this look: by what they did. */
function whatWasFound(
  keys: readonly string[],
  look: { readonly before: WatchState; readonly next: WatchState; readonly peaks: ReadonlyMap<string, number> },
): WatchState['compared'] {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [before, next] = [look.before.compared[key], look.next.compared[key]];
      if (!before || !next) return [];
      const evidence = look.peaks.get(key) ?? next.evidence;
      return [[key, { ...next, rise: before.rise, found: { evidence, total: next.total } }]];
    }),
  );
}

/** Whether green's handler publishes: what was seen once stays seen. */
function handlerAfter({ handler }: WatchState, seen: Seen): Pick<WatchState, 'handler'> {
  if (!seen.handler) return handler ? { handler } : {};
  const most = (of: 'published' | 'invoked') => Math.max(handler?.[of] ?? 0, seen.handler?.[of] ?? 0);
  return { handler: { published: most('published'), invoked: most('invoked') } };
}

/** The first weight that is read holds since traffic began, if that is no longer ago than the shortest step. */
function weightsAfter({ weights, plan }: WatchState, { at, weight }: Seen): readonly WeightSpan[] {
  if (weight === undefined) return weights;
  const isFirst = weights.length === 0 && at - plan.began < MINUTE_MS;
  return weightRead(isFirst ? weightRead([], plan.began, weight) : weights, at, weight);
}

/** A basis is chosen once: a measure that changed with what it measures would prove nothing. Its bets begin with it. */
function withBases(state: WatchState, { counts }: Seen): WatchState {
  const fresh = new Map(
    [...counts].flatMap(([name, { basis }]) => (basis && !state.compared[name]?.basis ? [[name, basis] as const] : [])),
  );
  const compared = Object.fromEntries(
    Object.entries(state.compared).map(([name, gate]) => {
      const basis = fresh.get(name) ?? gate.basis;
      return [name, basis ? { ...gate, basis } : gate];
    }),
  );
  const begun = (mode: Mode): ShiftWatch => {
    const plan = measuresOf(state.plan, mode, compared);
    const measures = plan.measures.map((measure, index) => {
      const own = state[mode].measures[index];
      return own && !fresh.has(measure.name) ? own : firstMeasureWatch(measure, plan.windowMinutes);
    });
    return { ...state[mode], measures };
  };
  return { ...state, compared, enforce: begun('enforce'), shadow: begun('shadow') };
}

/** The watch after a look, with each measure's evidence then, and the highest that it had meanwhile, by name. */
interface AfterBets {
  readonly watch: ShiftWatch;
  readonly evidence: ReadonlyMap<string, number>;
  readonly peaks: ReadonlyMap<string, number>;
}

function afterBets(state: WatchState, mode: Mode, { looks }: Bets): AfterBets {
  const plan = measuresOf(state.plan, mode, state.compared);
  let watch = state[mode];
  let evidence = evidenceOf(plan, watch);
  const peaks = new Map(evidence);
  for (const look of looks) {
    ({ watch } = lookAgain(watch, plan, look));
    evidence = evidenceOf(plan, watch);
    for (const [name, value] of evidence) peaks.set(name, Math.max(value, peaks.get(name) ?? 0));
  }
  return { watch, evidence, peaks };
}

function evidenceOf({ measures }: WatchPlan, watch: ShiftWatch): ReadonlyMap<string, number> {
  return new Map(
    measures.map((measure, index) => {
      const own = watch.measures[index];
      return [measure.name, own ? regressionEvidence(own, measure) : 1];
    }),
  );
}

function afterStreamLook(
  state: WatchState,
  { key, gate: { watched } }: Stream,
  look: { readonly seen: Seen; readonly taken: Bets['taken']; readonly evidence: ReadonlyMap<string, number> },
): ComparedGate {
  const { seen } = look;
  const own = seen.counts.get(key);
  const before = state.compared[key] ?? firstCompared(state.plan.began);
  const next = afterComparedLook(before, {
    at: seen.at,
    taken: look.taken.get(key) ?? [],
    evidence: look.evidence.get(key) ?? before.evidence,
    seen: own,
  });
  const { rule, maxIncrease } = watched;
  if (!rule || !own?.values) return next;
  return { ...next, rule: afterRuleLook(next.rule, { rule, maxIncrease, values: own.values, at: seen.at }) };
}
