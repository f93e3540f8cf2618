import type { Reason } from '../gate/verdict';
import { anchorsOf, examinationOf, judgeFitness, questionName, type ExaminationQuestion } from './judge-examination';
import { judgeDrift, type JudgeDrift } from './judge-drift';
import { noScore, type Judge, type JudgeAnswer } from './judge-port';
import type { Rubric } from './rubric';
import type { JudgeEpoch, KeptScore, ScoreStore } from './score-store';
import { untilStopped } from '../gate/until-stopped';

/** Whether a judge may judge this release, and since when it is taken to be the same. */
export type JudgeStanding =
  | { readonly kind: 'fit'; readonly epoch: number; readonly drift?: JudgeDrift; readonly asked: JudgeAsked }
  | { readonly kind: 'unfit'; readonly reasons: readonly Reason[]; readonly asked: JudgeAsked }
  /** A question had no score. */
  | { readonly kind: 'unknown'; readonly reasons: readonly Reason[]; readonly asked: JudgeAsked }
  /** The gate's time was up. */
  | { readonly kind: 'cut-off'; readonly asked: JudgeAsked };

/** Questions that were put to the judge about itself, those of earlier askings of this release not counted. */
export interface JudgeAsked {
  readonly examination: number;
  readonly anchors: number;
}

export interface StandingPorts {
  readonly judge: Judge;
  readonly scores: ScoreStore;
  /** How long one call may take now, in milliseconds; nothing where there is no time for another. */
  readonly callMs: () => number | undefined;
}

/** Whose standing is asked for, and for whom. */
export interface StandingQuestion {
  /** What tells this judge, with this rubric, from all others. */
  readonly judgeKey: string;
  readonly rubric: Rubric;
  /** The release and its gate. */
  readonly asker: string;
  readonly concurrency: number;
}

/**
 * Examines a judge before its scores count, and finds out whether it is still the one that was examined.
 *
 * An examination is drawn for the release that an epoch begins with; it is kept, and holds for as long as the judge is
 * the same: that epoch. Its middling answers are the
 * anchors: they are scored twice when an epoch begins, and once more for every later release. Where they say that the
 * judge has shifted, a new epoch begins with an examination of its own, and scores of the old one are not compared with
 * any more. A judge that was found unfit is examined anew by the next release.
 */
export async function judgeStanding(question: StandingQuestion, ports: StandingPorts): Promise<JudgeStanding> {
  const { judgeKey, asker } = question;
  const first = (await ports.scores.epoch(judgeKey)) ?? (await ports.scores.beginEpoch(judgeKey, epochOf(1, asker)));
  const examined = await examine(first, question, ports);
  if (examined.kind === 'cut-off' || examined.kind === 'unknown' || first.since === asker) return examined;
  if (examined.kind === 'unfit') return inNewEpoch(first, examined.asked, question, ports);
  const checked = await checkAnchors(first, question, ports);
  const asked = plus(examined.asked, checked.asked);
  if (checked.kind !== 'checked') return { ...checked, asked };
  if (checked.drift.finding === 'steady') return { ...examined, drift: checked.drift, asked };
  const renewed = await inNewEpoch(first, asked, question, ports);
  return renewed.kind === 'fit' ? { ...renewed, drift: checked.drift } : renewed;
}

async function inNewEpoch(
  before: JudgeEpoch,
  asked: JudgeAsked,
  question: StandingQuestion,
  ports: StandingPorts,
): Promise<JudgeStanding> {
  const next = await ports.scores.beginEpoch(question.judgeKey, epochOf(before.number + 1, question.asker));
  const examined = await examine(next, question, ports);
  return { ...examined, asked: plus(asked, examined.asked) };
}

/** Asks what the epoch has no answer to yet: the whole examination, and the anchors once more. */
async function examine(epoch: JudgeEpoch, question: StandingQuestion, ports: StandingPorts): Promise<JudgeStanding> {
  const questions = examinationOf(question.rubric, epoch.since);
  const examination = await askAll(shelfOf(question, epoch), named('exam', questions), question, ports);
  const none = { examination: examination.asked, anchors: 0 };
  if (examination.kind !== 'asked') return { ...examination, asked: none };
  const fitness = judgeFitness(
    questions.map(({ about }, index) => ({ about, answer: asAnswer(examination.kept[index]) })),
  );
  switch (fitness.outcome) {
    case 'unfit':
      return { kind: 'unfit', reasons: fitness.reasons, asked: none };
    case 'inconclusive':
      return { kind: 'unknown', reasons: fitness.reasons, asked: none };
    case 'fit': {
      const anchors = await askAll(shelfOf(question, epoch), named('anchor', anchorsOf(questions)), question, ports);
      const asked = { examination: examination.asked, anchors: anchors.asked };
      return anchors.kind === 'asked' ? { kind: 'fit', epoch: epoch.number, asked } : { ...anchors, asked };
    }
  }
}

type Checked =
  | { readonly kind: 'checked'; readonly drift: JudgeDrift; readonly asked: JudgeAsked }
  | Extract<JudgeStanding, { readonly kind: 'unknown' | 'cut-off' }>;

/** Compares what the judge says of the anchors to this release with what it said when the epoch began. */
async function checkAnchors(epoch: JudgeEpoch, question: StandingQuestion, ports: StandingPorts): Promise<Checked> {
  const shelf = shelfOf(question, epoch);
  const recorded = await ports.scores.scores(shelf);
  const anchors = anchorsOf(examinationOf(question.rubric, epoch.since));
  const again = await askAll(`${shelf} for ${question.asker}`, named('anchor', anchors), question, ports);
  const asked = { examination: 0, anchors: again.asked };
  if (again.kind !== 'asked') return { ...again, asked };
  const drift = judgeDrift(
    anchors.map((anchor, index) => ({
      recorded: [recorded.get(nameOf('exam', anchor))?.score, recorded.get(nameOf('anchor', anchor))?.score].filter(
        (score) => score !== undefined,
      ),
      again: [again.kept[index]?.score].filter((score) => score !== undefined),
    })),
  );
  return { kind: 'checked', drift, asked };
}

type Answered =
  | { readonly kind: 'asked'; readonly kept: readonly KeptScore[]; readonly asked: number }
  | { readonly kind: 'unknown'; readonly reasons: readonly Reason[]; readonly asked: number }
  | { readonly kind: 'cut-off'; readonly asked: number };

/** Puts questions to the judge that have no score on the shelf yet. The first one without an answer is the last. */
async function askAll(
  shelf: string,
  questions: readonly { readonly name: string; readonly question: ExaminationQuestion }[],
  { concurrency }: StandingQuestion,
  { judge, scores, callMs }: StandingPorts,
): Promise<Answered> {
  const known = await scores.scores(shelf);
  const kept = new Map(known);
  const missing = questions.filter(({ name }) => !known.has(name));
  let asked = 0;
  const stopped = await untilStopped(missing, concurrency, async ({ name, question }): Promise<Stop | undefined> => {
    const timeoutMs = callMs();
    if (timeoutMs === undefined) return { kind: 'cut-off' };
    asked++;
    const answer = await judge(question.request, { timeoutMs });
    if (answer.kind !== 'scored') return { kind: 'unknown', reasons: [noScore(answer)].filter(isReason) };
    const { score, reason } = answer;
    kept.set(name, await scores.keep(shelf, name, { score, reason, by: 'judge', answers: [], transcript: '' }));
    return undefined;
  });
  if (stopped) return { ...stopped, asked };
  return { kind: 'asked', kept: questions.map(({ name }) => kept.get(name)).filter((one) => one !== undefined), asked };
}

type Stop = { readonly kind: 'cut-off' } | { readonly kind: 'unknown'; readonly reasons: readonly Reason[] };

function isReason(reason: Reason | undefined): reason is Reason {
  return reason !== undefined;
}

function named(kind: 'exam' | 'anchor', questions: readonly ExaminationQuestion[]) {
  return questions.map((question) => ({ name: nameOf(kind, question), question }));
}

function nameOf(kind: 'exam' | 'anchor', question: ExaminationQuestion): string {
  return `${kind} ${questionName(question)}`;
}

function shelfOf({ judgeKey }: StandingQuestion, { number }: JudgeEpoch): string {
  return `${judgeKey} epoch ${number}`;
}

function epochOf(number: number, since: string): JudgeEpoch {
  return { number, since };
}

function asAnswer(kept: KeptScore | undefined): JudgeAnswer {
  const called = { latencyMs: 0, notes: [] };
  return kept
    ? { kind: 'scored', score: kept.score, reason: kept.reason, ...called }
    : { kind: 'unavailable', problem: 'it was not asked.', ...called };
}

function plus(left: JudgeAsked, right: JudgeAsked): JudgeAsked {
  return { examination: left.examination + right.examination, anchors: left.anchors + right.anchors };
}
