import type { Reason, Verdict } from '../gate/verdict';
import { MINUTE_MS } from '../shift/metrics';
import { isComparing } from '../shift/streams';
import { certified } from '../shift/told-stream';
import { watchedVerdict } from '../shift/watched-verdict';
import type { WatchState } from '../shift/watch-state';
import { counted, listText } from '../text/figures';
import { isShown, type BakeFinding } from './bake-findings';
import type { BakeSpan } from './bake-times';

interface LookedAt {
  readonly state: WatchState;
  readonly findings: readonly BakeFinding[];
  readonly span: BakeSpan;
  /** How many whole minutes of green at 100 % were published, and had calls. */
  readonly minutes: number;
  /** Whether nothing is published later that would belong to it. */
  readonly isOver: boolean;
}

/** What a bake says after a look; undefined where it goes on. Of gates that are shadows it is only said what they found. */
export function bakeVerdict(looked: LookedAt): Verdict | undefined {
  const { state, findings, minutes, isOver } = looked;
  const enforced = state.plan.gates.filter(({ mode }) => mode === 'enforce');
  const counting = findings.filter(({ gate }) => gate.mode === 'enforce');
  const failed = counting.filter(({ outcome }) => outcome === 'fail');
  const verdict = (outcome: Verdict['outcome'], first: readonly Reason[]): Verdict => ({
    outcome,
    reasons: [...first, ...besides(findings)],
    evidence: evidenceOf(looked),
  });
  if (failed.length > 0) {
    return verdict(
      'fail',
      failed.map(({ reason }) => reason),
    );
  }
  if (minutes > 0 && isCertified(state)) {
    const message = `Certified while traffic moved, so that it baked no longer than that was waited for. ${nothingFound(looked)}`;
    return verdict('pass', [{ code: 'certified-before', message }]);
  }
  if (!isOver) return undefined;
  if (minutes > 0 && enforced.length > 0 && enforced.every((gate) => isShown(gate, counting))) {
    const shown = listText(enforced.map(({ name }) => name));
    const message = `In ${minutesText(looked)} at 100 % no worse than is allowed, shown: ${shown}.`;
    const reasons = counting.map(({ reason }) => reason).filter(({ code }) => code !== NOTED);
    return verdict('pass', [{ code: 'baked', message }, ...reasons]);
  }
  return verdict('inconclusive', [{ code: 'nothing-found', message: nothingFound(looked) }]);
}

/**
 * Whether green was certified in flight: each enforced gate passes, and those that go by evidence have shown it. Tables that
 * are not throttled, or a rule that is not met, show nothing of what comes.
 */
export function isCertified(state: WatchState): boolean {
  const enforced = state.plan.gates.filter(({ mode }) => mode === 'enforce');
  const byEvidence = enforced.filter(isComparing).filter(({ watched }) => watched.rule === undefined);
  return (
    byEvidence.length > 0 &&
    byEvidence.every((gate) => certified(state, gate)) &&
    enforced.every((gate) => watchedVerdict(state, gate).outcome === 'pass')
  );
}

function nothingFound(looked: LookedAt): string {
  const parts = looked.findings
    .filter(({ gate }) => gate.mode === 'enforce')
    .map(({ gate, inShort }) => `${gate.name}: ${inShort}`);
  return `Nothing found in ${minutesText(looked)} at 100 %: ${parts.join('; ')}.`;
}

function minutesText({ minutes, span }: LookedAt): string {
  const most = (span.to - span.from) / MINUTE_MS;
  return minutes === most ? counted(minutes, 'minute') : `${minutes} of ${counted(most, 'minute')}`;
}

/** Of tables whose throttling fails nothing. */
const NOTED = 'table-throttled';

/** What is said beside what decided: tables that are only noted, and what shadows found. */
function besides(findings: readonly BakeFinding[]): readonly Reason[] {
  const noted = findings.filter(
    ({ gate, outcome, reason }) => gate.mode === 'enforce' && outcome === 'pass' && reason.code === NOTED,
  );
  const shadows = findings.filter(({ gate, outcome }) => gate.mode === 'shadow' && outcome === 'fail');
  return [
    ...noted.map(({ reason }) => reason),
    ...shadows.map(({ reason }) => ({ code: 'shadow-in-bake', message: `Shadow gate ${reason.message}` })),
  ];
}

function evidenceOf({ findings, minutes, span }: LookedAt): Verdict['evidence'] {
  const figures = Object.assign({}, ...findings.map((one) => one.figures)) as Record<string, number>;
  return {
    source: 'CloudWatch metrics of green at 100 %, beside those of blue while traffic moved',
    sampleSize: minutes,
    windowMs: span.to - span.from,
    figures: { minutes, ...figures },
  };
}
