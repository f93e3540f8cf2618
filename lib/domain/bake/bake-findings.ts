import type { Reason } from '../gate/verdict';
import { besideText, brokenText, evidenceText, limitText, ruleText } from '../shift/compared-words';
import { afterRuleLook } from '../shift/literal-rule';
import { firstCompared } from '../shift/compared-look';
import { sharesOfStreams } from '../shift/measures';
import { MINUTE_MS } from '../shift/metrics';
import type { ToldStream } from '../shift/told-stream';
import type { WatchedGate } from '../shift/watch-plan';
import type { WatchState } from '../shift/watch-state';
import { pointsText } from '../foresight/sight-words';
import { counted, countText, listText } from '../text/figures';
import { NO_CALLS, type ArmCounts } from '../watch/look';
import { bakeEvidence, bakeMeasure, type BakeMeasure } from './bake-bets';
import { smallestBaked } from './bake-sight';
import type { BakeSpan } from './bake-times';
import type { Baked, BakedRule, BakedStream, BakedTables } from './baked';

/** What a look at a bake says by one of the gates in flight, or by one of its streams. */
export interface BakeFinding {
  readonly gate: WatchedGate;
  /** As of a gate: worse than blue was (`fail`), no worse, shown (`pass`), or neither. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly reason: Reason;
  /** Where nothing was found, in a few words: in what, and what would have been. */
  readonly inShort: string;
  readonly figures: Readonly<Record<string, number>>;
}

interface Looked {
  readonly state: WatchState;
  readonly span: BakeSpan;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What each gate in flight finds in the minutes of a bake. */
export function bakeFindings(baked: Baked, looked: Looked): readonly BakeFinding[] {
  return [
    ...baked.streams.map((one) => ofStream(one, baked.streams, looked)),
    ...baked.rules.map((one) => ofRule(one, looked)),
    ...baked.tables.map((one) => ofTables(one)),
    ...refusals(baked, looked.state),
  ];
}

function ofStream(one: BakedStream, all: readonly BakedStream[], { state, span }: Looked): BakeFinding {
  const { stream, blue, green } = one;
  const { key, gate } = stream;
  const measure = measureOf(one, all, (span.to - span.from) / MINUTE_MS);
  const { against, limit, towards, towardsLimit } = bakeEvidence(measure, green);
  const total = green.reduce(
    (sum, { calls, errors }): ArmCounts => ({ calls: sum.calls + calls, errors: sum.errors + errors }),
    NO_CALLS,
  );
  const told = toldOf(one, state);
  const sides = `${besideText(state.plan, told, { blue, green: total })} while traffic moved; ${limitText(told)} is allowed`;
  const bad = gate.watched.watches === 'durations' ? 'slow' : 'failed';
  const known = {
    gate,
    inShort: inShort(one, measure, total.calls),
    figures: {
      [`${key} calls`]: total.calls,
      [`${key} ${bad}`]: total.errors,
      [`${key} blue calls`]: blue.calls,
      [`${key} blue ${bad}`]: blue.errors,
    },
  };
  if (against >= limit) {
    const message = `${gate.name}: during the bake ${sides}. The evidence is ${evidenceText(against)} to 1, and ${countText(limit)} to 1 is enough.`;
    return { ...known, outcome: 'fail', reason: { code: 'regression-in-bake', message } };
  }
  const isShown = total.calls > 0 && towards >= towardsLimit;
  return isShown
    ? { ...known, outcome: 'pass', reason: { code: 'certified', message: `${gate.name}: no worse, shown: ${sides}.` } }
    : {
        ...known,
        outcome: 'inconclusive',
        reason: { code: 'nothing-found', message: `${gate.name}: ${known.inShort}.` },
      };
}

/** The streams of enforced gates have one chance together, shadows one of their own. */
function measureOf({ stream, basis, blue }: BakedStream, all: readonly BakedStream[], minutes: number): BakeMeasure {
  const { gate } = stream;
  const beside = all.map((one) => one.stream).filter((one) => one.gate.mode === gate.mode);
  const shares = sharesOfStreams(beside);
  return bakeMeasure({
    blue,
    tolerance: basis.tolerance,
    // Cold calls are slow, which says nothing of those that follow.
    hasWarmUp: gate.watched.watches !== 'durations',
    share: shares[beside.findIndex(({ key }) => key === stream.key)] ?? 0,
    minutes,
  });
}

function toldOf({ stream, basis }: BakedStream, { compared, plan }: WatchState): ToldStream {
  return { stream, known: { ...(compared[stream.key] ?? firstCompared(plan.began)), basis } };
}

function inShort({ stream, green }: BakedStream, measure: BakeMeasure, calls: number): string {
  if (calls === 0) return 'no call was counted';
  const points = smallestBaked(measure, green);
  const what = stream.gate.watched.watches === 'durations' ? ' more slow calls' : ' or more';
  const seen =
    points === undefined
      ? 'with so few calls none would have been found, however large'
      : `one of ${pointsText(points)}${what} would have been found`;
  return `${counted(calls, 'call')}, ${seen}`;
}

function ofRule({ stream, blue, green }: BakedRule, { state, span, at }: Looked): BakeFinding {
  const { gate } = stream;
  const { rule, maxIncrease } = gate.watched;
  const known = firstCompared(span.from);
  const values = { blue: new Map(blue === undefined ? [] : [...green.keys()].map((minute) => [minute, blue])), green };
  const looked = rule ? afterRuleLook(known.rule, { rule, maxIncrease, values, at }) : known.rule;
  const told = { stream, known: { ...known, rule: looked } };
  const words = `${ruleText(state.plan, told)}, by what version ${state.plan.blue} was while traffic moved`;
  const base = {
    gate,
    inShort: `${counted(looked.compared, 'minute')} by its rule`,
    figures: { [`${gate.name} minutes`]: looked.compared },
  };
  if (looked.broken) {
    const message = `${gate.name}: during the bake the rule was met: ${words}; ${brokenText(told, looked.broken)}.`;
    return { ...base, outcome: 'fail', reason: { code: 'regression-in-bake', message } };
  }
  const isKnown = looked.compared >= (rule?.minutes ?? 0);
  const message = `${gate.name}: in ${counted(looked.compared, 'minute')} the rule was not met: ${words}.`;
  return {
    ...base,
    outcome: isKnown ? 'pass' : 'inconclusive',
    reason: { code: isKnown ? 'rule-not-met' : 'nothing-found', message },
  };
}

function ofTables({ gate, names, throttled, minutes }: BakedTables): BakeFinding {
  const base = {
    gate,
    inShort: `${counted(minutes, 'minute')} of ${counted(names.length, 'table')} without throttling`,
    figures: { [`${gate.name} throttleEvents`]: throttled.reduce((sum, [, events]) => sum + events, 0) },
  };
  const fails = gate.watched.watches === 'tables' && gate.watched.onThrottle === 'fail';
  if (throttled.length > 0) {
    const which = listText(throttled.map(([table, events]) => `${table} ${counted(events, 'time')}`));
    const message = `${gate.name}: during the bake throttled: ${which}, and not in the ten minutes before the release.`;
    return { ...base, outcome: fails ? 'fail' : 'pass', reason: { code: 'table-throttled', message } };
  }
  const message = `${gate.name}: no throttling of ${listText(names)} in ${counted(minutes, 'minute')}.`;
  return {
    ...base,
    outcome: minutes > 0 ? 'pass' : 'inconclusive',
    reason: { code: minutes > 0 ? 'not-throttled' : 'nothing-found', message },
  };
}

/** Whoever may not look has seen nothing. What CloudWatch does not take is no fault of the release: it is not known. */
function refusals({ refused }: Baked, { plan }: WatchState): readonly BakeFinding[] {
  return plan.gates.flatMap((gate): readonly BakeFinding[] => {
    const why = refused.get(gate.name);
    if (!why) return [];
    const base = { gate, inShort: 'its metrics could not be read', figures: {} };
    return why.kind === 'denied'
      ? [{ ...base, outcome: 'fail', reason: { code: 'metrics-refused', message: deniedText(gate, why.message) } }]
      : [
          {
            ...base,
            outcome: 'inconclusive',
            reason: { code: 'metrics-not-understood', message: takenText(gate, why) },
          },
        ];
  });
}

function deniedText({ name }: WatchedGate, why: string): string {
  return `${name}: during the bake the watch was refused what it looks at: ${why}`;
}

function takenText({ name }: WatchedGate, { message }: { readonly message: string }): string {
  return `${name}: during the bake CloudWatch did not take what it was asked: ${message}`;
}

/** The gates of streams, by their names: a gate with several is certified where all are. */
export function isShown(gate: Pick<WatchedGate, 'name'>, findings: readonly BakeFinding[]): boolean {
  const own = findings.filter((one) => one.gate.name === gate.name);
  return own.length > 0 && own.every(({ outcome }) => outcome === 'pass');
}
