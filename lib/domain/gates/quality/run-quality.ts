import type { CallVersion } from '../../gate/call';
import type { QualityDefinition } from './quality-definition';
import { qualitySliceSeconds } from './quality-time';
import type { Reason, Verdict } from '../../gate/verdict';
import { budgetedJudge } from '../../judge/budgeted-judge';
import { CanaryWatch, type CanaryResult } from './canary-watch';
import { compareAnswers, type CaseResult, type ComparedCase } from './compare-answers';
import { ComparisonRun } from './comparison-run';
import { startComparison } from './compare-quality';
import { openBooks } from '../../judge/judge-books';
import { maxOutputTokensOf, priceOf } from '../../judge/judge-definition';
import type { Judge } from '../../judge/judge-port';
import { judgeStanding, type JudgeStanding } from '../../judge/judge-standing';
import { patientJudge, type PatiencePorts } from '../../judge/patient-judge';
import { QUALITY_DEFAULTS, type QualityRule } from './quality-rule';
import { heaviestWeight, unitsOf, type QualityUnit } from './quality-units';
import { qualityVerdict, unknownVerdict, type JudgedCases, type QualityAccount } from './quality-verdict';
import type { ScoreStore } from '../../judge/score-store';
import { shuffled } from '../../statistics/shuffled';
import { untilStopped } from '../../gate/until-stopped';

export interface QualityPorts extends PatiencePorts {
  readonly release: { readonly id: string };
  readonly call: CallVersion;
  readonly callBlue: CallVersion;
  readonly judge: Judge;
  readonly scores: ScoreStore;
  /** What the versions and the judge are: digests of their code and their configuration. */
  readonly contents: { readonly green: string; readonly blue: string; readonly judge: string };
  /** A short digest of a JSON value, the same for the same one. */
  readonly digest: (value: unknown) => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a quality gate says, and whether it is to be asked to go on. */
export interface QualityAnswer {
  readonly verdict: Verdict;
  /** Its time was up before it knew: what it has paid for is kept, and the next asking goes on from there. */
  readonly notDone?: true;
}

/** The most that one call of the judge may take. */
const CALL_MS = 60_000;
/** Kept at the end of an asking for what has to be written and answered. */
const LAST_MS = 5000;

/**
 * Asks whether green answers as well as blue: first whether the judge may judge, then case by case, in an order that
 * nobody could foresee and with known-bad answers among them, until it is decided. Every score is kept before it counts, so that whoever asks again, after a
 * crash or because the time was up, pays for none of them twice.
 */
export async function runQualityGate(gate: QualityDefinition, ports: QualityPorts): Promise<QualityAnswer> {
  const startedAt = ports.now();
  const endsAt = startedAt + qualitySliceSeconds(gate) * 1000;
  const callMs = () => {
    const left = endsAt - LAST_MS - ports.now();
    return left > 0 ? Math.min(left, CALL_MS) : undefined;
  };
  const asker = `${ports.release.id} ${gate.name}`;
  const books = await openBooks(asker, ports.scores);
  const budgeted = budgetedJudge(
    ports.judge,
    { ...gate.budget, price: priceOf(gate.judge) },
    maxOutputTokensOf(gate.judge),
    books,
  );
  const judge = patientJudge(budgeted.judge, ports);
  const judgeKey = `judge ${ports.digest([ports.contents.judge, gate.suite.rubric])}`;
  const account = (): QualityAccount => ({
    gate,
    windowMs: ports.now() - startedAt,
    spending: budgeted.spending(),
  });

  const { rubric } = gate.suite;
  const question = { judgeKey, rubric, asker, concurrency: gate.concurrency };
  const standing = await judgeStanding(question, { judge, scores: ports.scores, callMs });
  if (standing.kind !== 'fit') return notFit(standing, account());
  const compared = await compareAll(gate, { ports, judge, callMs, endsAt, judgeKey, asker, epoch: standing.epoch });
  const { stopped } = compared;
  if (stopped?.kind === 'praised') return { verdict: voidVerdict(stopped.reason, account(), compared) };
  if (stopped?.kind === 'cut-off') return { verdict: unknownVerdict([NOT_DONE], account(), compared), notDone: true };
  if (stopped?.kind === 'unknown') return { verdict: unknownVerdict([stopped.reason], account(), compared) };
  return { verdict: qualityVerdict({ ...compared, standing }, account()) };
}

const NOT_DONE: Reason = {
  code: 'quality-not-done',
  message: 'The time of the gate was up before it was decided. Give it more by `within`, or more `concurrency`.',
};

function notFit(standing: Exclude<JudgeStanding, { readonly kind: 'fit' }>, account: QualityAccount): QualityAnswer {
  switch (standing.kind) {
    case 'cut-off':
      return { verdict: unknownVerdict([NOT_DONE], account), notDone: true };
    case 'unknown':
      return { verdict: unknownVerdict(standing.reasons, account) };
    case 'unfit': {
      const unfit = {
        code: 'judge-unfit',
        message: 'The judge failed its examination, so that none of its scores count.',
      };
      return { verdict: noJudgeVerdict([unfit, ...standing.reasons], account) };
    }
  }
}

/** The judge was taken in by green's own answers, so what it said of all others is worth nothing. */
function voidVerdict(praised: Reason, account: QualityAccount, compared: JudgedCases): Verdict {
  const message = 'The judge praised a known-bad answer that stood among the cases, so that none of its scores count.';
  return noJudgeVerdict([{ code: 'judge-void', message }, praised], account, compared);
}

/** Not for want of data: it is known that this judge must not decide. */
function noJudgeVerdict(reasons: readonly Reason[], account: QualityAccount, compared?: JudgedCases): Verdict {
  return { ...unknownVerdict(reasons, account, compared), outcome: 'fail' };
}

interface Comparing {
  readonly ports: QualityPorts;
  readonly judge: Judge;
  readonly callMs: () => number | undefined;
  readonly endsAt: number;
  readonly judgeKey: string;
  /** The release and its gate. */
  readonly asker: string;
  readonly epoch: number;
}

type Stopped = Exclude<CaseResult, { readonly kind: 'compared' }> | Exclude<CanaryResult, { readonly kind: 'held' }>;
type Halt = Stopped | { readonly kind: 'decided' };

async function compareAll(
  gate: QualityDefinition,
  { ports, judge, callMs, endsAt, judgeKey, asker, epoch }: Comparing,
): Promise<JudgedCases & { readonly stopped?: Stopped }> {
  const { suite, blueScores } = gate;
  const shelfOf = (content: string) => `scores ${content} ${judgeKey} epoch ${epoch}`;
  const [greenShelf, blueShelf] = [shelfOf(ports.contents.green), shelfOf(ports.contents.blue)];
  const comparing = {
    ...{ gate: gate.name, suite, blueScores, judge, callMs, endsAt },
    ...{ scores: ports.scores, now: ports.now, digest: ports.digest },
    green: { call: ports.call, shelf: greenShelf, known: await ports.scores.scores(greenShelf) },
    blue: { call: ports.callBlue, shelf: blueShelf, known: await ports.scores.scores(blueShelf) },
  };
  const units = shuffled(unitsOf(suite.cases), asker);
  const rule = ruleOf(gate, units);
  const run = new ComparisonRun(startComparison(rule, units.length), units);
  const canaryShelf = `canaries for ${asker} ${judgeKey} epoch ${epoch}`;
  const canaries = new CanaryWatch({
    ...{ judge, callMs, scores: ports.scores, rubric: suite.rubric, seed: asker },
    ...{ shelf: canaryShelf, known: await ports.scores.scores(canaryShelf) },
  });
  const compare = async (unit: QualityUnit): Promise<Halt | undefined> => {
    const cases: ComparedCase[] = [];
    for (const one of unit.cases) {
      const result = await compareAnswers(one, comparing);
      if (result.kind !== 'compared') return result;
      cases.push(result.compared);
      const followed = await canaries.follow(result.compared);
      if (followed.kind !== 'held') return followed;
    }
    run.take(unit, cases);
    return run.isDecided ? { kind: 'decided' } : undefined;
  };
  const halted = await untilStopped(units, gate.concurrency, compare);
  const stopped = halted?.kind === 'decided' ? undefined : halted;
  if (stopped || run.isRejected)
    return { ...run.result(rule), canaryCalls: canaries.asked, ...(stopped ? { stopped } : {}) };
  // A mean forgives what a critical case must not: all of those are looked at, whatever the mean says.
  const critical = run.open().filter(({ cases }) => cases.some((one) => one.critical));
  const last = await untilStopped(critical, gate.concurrency, async (unit) => {
    const halt = await compare(unit);
    return halt?.kind === 'decided' && !run.isRejected ? undefined : halt;
  });
  return {
    ...run.result(rule),
    canaryCalls: canaries.asked,
    ...(last && last.kind !== 'decided' ? { stopped: last } : {}),
  };
}

/** The rule that the cases of a gate's suite are compared by. */
function ruleOf({ margin, expectedSd }: QualityDefinition, units: readonly QualityUnit[]): QualityRule {
  return { ...QUALITY_DEFAULTS, margin, expectedSd, heaviestWeight: heaviestWeight(units) };
}
