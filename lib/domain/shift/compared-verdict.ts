import { increaseText } from '../gate/max-increase';
import type { Reason, Verdict } from '../gate/verdict';
import { counted, countText, ordinalText, percentText, timeText } from '../text/figures';
import type { AddedCounts, ArmCounts } from '../watch/look';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { differenceOf } from './counted-minutes';
import { evidenceFigure } from './evidence-figure';
import { seeableText } from './seeable';
import { handlerNotes } from './handler-notes';
import { sourceOf, type ComparingGate } from './streams';
import { certified, toldStream, type ToldStream } from './told-stream';
import type { WatchState } from './watch-state';

const LIMIT = Math.round(1 / WATCH_PARAMETERS.falseRegression);

/** What a gate that compares the versions says by what the watch has seen. */
export function comparedVerdict(state: WatchState, gate: ComparingGate): Verdict {
  const told = toldStream(state, gate);
  const { outcome, reason } = gate.watched.rule ? byRule(state, told) : byEvidence(state, told);
  const reasons = [reason, ...notes(state, told), ...handlerNotes(state, gate)];
  return { outcome, reasons, evidence: evidenceOf(state, told) };
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
        message: `${beside(state, told, deciding)}, since ${timeText(rise.at)}; ${allowed(told)}. The evidence is ${evidenceText(found.evidence)} to 1, and ${LIMIT} to 1 is enough.`,
      },
    };
  }
  if (certified(state, told.stream.gate)) {
    const message = `No worse than is allowed, shown: ${beside(state, told, total)}; ${allowed(told)}.`;
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
    message: `No regression found in ${calls}; ${seeableText(state, told.stream)} (${allowed(told)}).`,
  };
}

/** Whoever reads it needs to know no more than that there is no doubt. */
function evidenceText(evidence: number): string {
  return evidence > BEYOND_DOUBT ? `more than ${countText(BEYOND_DOUBT)}` : countText(evidence);
}

const BEYOND_DOUBT = 1_000_000;

function byRule({ plan }: WatchState, { stream: { gate }, known: { rule } }: ToldStream): Said {
  const { minutes = 0, of = 0 } = gate.watched.rule ?? {};
  const unit = gate.watched.watches === 'durations' ? 'ms' : '%';
  const { maxIncrease } = gate.watched;
  const above =
    maxIncrease.kind === 'factor'
      ? `above ${maxIncrease.factor} times version ${plan.blue}`
      : `above version ${plan.blue} by more than ${increaseText(maxIncrease).replace(/ more$/, '')}`;
  const words = `version ${plan.green} ${above} in ${minutes} of ${counted(of, 'minute')}`;
  if (rule.broken) {
    const { blue, green } = rule.broken;
    const message = `The rule was met: ${words}; ${twoFigures(green)} ${unit} against ${twoFigures(blue)} ${unit} in the last of them.`;
    return { outcome: 'fail', reason: { code: 'regression', message } };
  }
  if (rule.compared < minutes) {
    const message = `Both versions had calls in ${counted(rule.compared, 'minute')} only: too few for the rule, ${words}.`;
    return { outcome: 'inconclusive', reason: { code: 'nothing-found', message } };
  }
  const message = `In ${counted(rule.compared, 'minute')} the rule was not met: ${words}.`;
  return { outcome: 'pass', reason: { code: 'rule-not-met', message } };
}

/** Both versions' counts in one sentence without its end. */
function beside({ plan }: WatchState, told: ToldStream, { blue, green }: AddedCounts): string {
  const { basis } = told.known;
  const calls = callsText(told);
  const [ofGreen, ofBlue] = [share(green), share(blue)].map(percentText);
  const [greens, blues] = [countText(green.calls), countText(blue.calls)];
  return told.stream.gate.watched.watches === 'durations'
    ? `${ofGreen} of ${greens} ${calls} of version ${plan.green} took longer than ${Math.round(basis?.slowAboveMs ?? 0)} ms against ${ofBlue} of ${blues} of version ${plan.blue}`
    : `${ofGreen} of ${greens} ${calls} failed on version ${plan.green} against ${ofBlue} of ${blues} on version ${plan.blue}`;
}

/** Handlers leave cold calls out of what they publish. */
function callsText({ stream, known }: ToldStream): string {
  return sourceOf(stream, known.basis) === 'handler' ? 'warm calls' : 'calls';
}

function allowed({ stream, known: { basis } }: ToldStream): string {
  const { watched } = stream.gate;
  const increase = increaseText(watched.maxIncrease);
  if (watched.watches !== 'durations' || basis?.blueMs === undefined) return `${increase} is allowed`;
  const than = watched.maxIncrease.kind === 'factor' ? 'as' : 'than';
  return `${increase} ${than} the ${ordinalText(watched.percentile)} percentile of ${Math.round(basis.blueMs)} ms is allowed`;
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

function share({ calls, errors }: ArmCounts): number {
  return calls === 0 ? 0 : errors / calls;
}

function twoFigures(value: number): number {
  return value >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}
