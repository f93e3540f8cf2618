import type { Reason, Verdict } from '../gate/verdict';
import { counted, countText, timeText } from '../text/figures';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { besideText, brokenText, callsText, evidenceText, limitText, ruleText } from './compared-words';
import { differenceOf } from './counted-minutes';
import { evidenceFigure } from './evidence-figure';
import { seeableText } from './seeable';
import { handlerNotes } from './handler-notes';
import { sourceOf, type ComparingGate } from './streams';
import { certified, toldStream, type ToldStream } from './told-stream';
import { warningReason } from './warning-reason';
import type { WatchState } from './watch-state';

const LIMIT = Math.round(1 / WATCH_PARAMETERS.falseRegression);

/** What a gate that compares the versions says by what the watch has seen. */
export function comparedVerdict(state: WatchState, gate: ComparingGate): Verdict {
  const told = toldStream(state, gate);
  const { outcome, reason } = gate.watched.rule ? byRule(state, told) : byEvidence(state, told);
  const reasons = [reason, ...warnings(state, gate, outcome), ...notes(state, told), ...handlerNotes(state, gate)];
  return { outcome, reasons, evidence: evidenceOf(state, told) };
}

/** What is past its limit is past the lower one too, and need not say so. */
function warnings(state: WatchState, gate: ComparingGate, outcome: Verdict['outcome']): readonly Reason[] {
  const warned = outcome === 'fail' ? undefined : warningReason(state, gate);
  return warned ? [warned] : [];
}

interface Said {
  readonly outcome: Verdict['outcome'];
  readonly reason: Reason;
}

function byEvidence(state: WatchState, told: ToldStream): Said {
  const { total, rise, found } = told.known;
  if (found) {
    const deciding = differenceOf(found.total, rise.total);
    return {
      outcome: 'fail',
      reason: {
        code: 'regression',
        message: `${besideText(state.plan, told, deciding)}, since ${timeText(rise.at)}; ${limitText(told)} is allowed. The evidence is ${evidenceText(found.evidence)} to 1, and ${LIMIT} to 1 is enough.`,
      },
    };
  }
  if (certified(state, told.stream.gate)) {
    const message = `No worse than is allowed, shown: ${besideText(state.plan, told, total)}; ${limitText(told)} is allowed.`;
    return { outcome: 'pass', reason: { code: 'certified', message } };
  }
  return { outcome: 'inconclusive', reason: nothingFound(state, told) };
}

function nothingFound(state: WatchState, told: ToldStream): Reason {
  const { blue, green } = told.known.total;
  if (green.calls === 0) {
    return { code: 'nothing-found', message: `Nothing is known: no call of version ${state.plan.green} was counted.` };
  }
  const calls = `${countText(green.calls)} ${callsText(told)} of version ${state.plan.green} beside ${countText(blue.calls)} of version ${state.plan.blue}`;
  return {
    code: 'nothing-found',
    message: `No regression found in ${calls}; ${seeableText(state, told.stream)} (${limitText(told)} is allowed).`,
  };
}

function byRule({ plan }: WatchState, told: ToldStream): Said {
  const { rule } = told.known;
  const words = ruleText(plan, told);
  if (rule.broken) {
    const message = `The rule was met: ${words}; ${brokenText(told, rule.broken)}.`;
    return { outcome: 'fail', reason: { code: 'regression', message } };
  }
  if (rule.compared < (told.stream.gate.watched.rule?.minutes ?? 0)) {
    const message = `Both versions had calls in ${counted(rule.compared, 'minute')} only: too few for the rule, ${words}.`;
    return { outcome: 'inconclusive', reason: { code: 'nothing-found', message } };
  }
  const message = `In ${counted(rule.compared, 'minute')} the rule was not met: ${words}.`;
  return { outcome: 'pass', reason: { code: 'rule-not-met', message } };
}

/** What a person should know who reads the rest. */
function notes(state: WatchState, { stream: { gate }, known }: ToldStream): readonly Reason[] {
  const { basis, shrank } = known;
  return [
    ...(basis?.from === 'first-minutes' && !gate.watched.rule
      ? [
          {
            code: 'no-history',
            message: `There are no calls of ${state.plan.functionName}:${state.plan.aliasName} before the shift to go by${gate.watched.watches === 'durations' ? ': what is slow is known from the first minutes of it' : ''}.`,
          },
        ]
      : []),
    ...(shrank ? [{ code: 'counts-shrank', message: 'CloudWatch lowered counts that were used already.' }] : []),
  ];
}

function evidenceOf({ plan, lookedAt, looks }: WatchState, { stream, known }: ToldStream) {
  const { blue, green } = known.total;
  const { gate } = stream;
  const byHandler = sourceOf(stream, known.basis) === 'handler';
  const bad = gate.watched.watches === 'durations' ? 'Slow' : 'Failed';
  return {
    source: byHandler ? "metrics of both versions' handlers" : 'CloudWatch metrics of both versions',
    sampleSize: green.calls > 0 ? green.calls : known.rule.compared,
    windowMs: Math.max(0, lookedAt - plan.began),
    figures: {
      looks,
      blueCalls: blue.calls,
      [`blue${bad}`]: blue.errors,
      greenCalls: green.calls,
      [`green${bad}`]: green.errors,
      ...(gate.watched.rule
        ? { minutesCompared: known.rule.compared }
        : { evidence: evidenceFigure((known.found ?? known).evidence), limit: LIMIT }),
      ...(known.basis?.slowAboveMs === undefined ? {} : { slowAboveMs: known.basis.slowAboveMs }),
    },
  };
}
