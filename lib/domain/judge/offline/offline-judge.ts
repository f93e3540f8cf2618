import { clausesOf, stemsOf, type Clause } from './clauses';
import { factText, plainText, saysFact } from '../fact';
import type { Judge, JudgeRequest } from '../judge-port';
import { comparable, figuresOf, sameDay, withoutFigures } from './quantities';
import type { Score } from '../rubric';

/**
 * A judge without a model: the same answer always gets the same score, at once and for nothing. It compares words, so it
 * is for rehearsals and for fast tests of the plumbing around a judge; a release of a model needs a judge that reads.
 *
 * It looks for contradictions of the reference (a number of the same unit, a date, the opposite of a statement, yes for
 * no), for required and forbidden facts, and for how many of the reference's words and numbers the answer has. Each
 * clause is looked at by itself, so no text that is appended to an answer takes a contradiction back. It has no rubric
 * of its own and does not read the request's. Without a reference and facts it is unavailable.
 */
export const offlineJudge: Judge = (request) => {
  const nothing = { latencyMs: 0, usage: { inputTokens: 0, outputTokens: 0 }, notes: [] };
  const { reference, required, forbidden } = request;
  if (reference === undefined && required.length + forbidden.length === 0) {
    const problem = 'the offline judge compares words, and this case has neither a reference nor facts. Give it one.';
    return Promise.resolve({ kind: 'unavailable', problem, ...nothing });
  }
  return Promise.resolve({ kind: 'scored', ...scoreOf(request), ...nothing });
};

function scoreOf(request: JudgeRequest): { readonly score: Score; readonly reason: string } {
  const { answer, reference, required, forbidden } = request;
  if (plainText(answer) === '') return { score: 1, reason: 'There is no answer.' };
  const stated = forbidden.find((fact) => saysFact(answer, fact));
  if (stated !== undefined) return { score: 1, reason: `It says "${factText(stated)}", which is forbidden.` };
  const missing = required.find((fact) => !saysFact(answer, fact));
  const lacks = missing === undefined ? undefined : `It does not say "${factText(missing)}".`;
  if (reference === undefined) {
    return lacks === undefined
      ? { score: 4, reason: 'It has every required fact; there is no reference to compare the rest with.' }
      : { score: 3, reason: lacks };
  }
  const contradiction = contradictionOf(answer, reference, request.question);
  if (contradiction !== undefined) return { score: 1, reason: contradiction };
  const share = coverage(answer, reference);
  const covers = `It has ${Math.round(share * 100)} % of the reference's words.`;
  if (share < 0.2) return { score: 1, reason: covers };
  if (share < 0.4) return { score: 2, reason: covers };
  const leftOut = lacks ?? leftOutOf(answer, reference);
  if (leftOut !== undefined) return { score: 3, reason: leftOut };
  return { score: share < 0.6 ? 3 : share < 0.8 ? 4 : 5, reason: covers };
}

/** The first statement of the answer that the reference denies. */
function contradictionOf(answer: string, reference: string, question: string): string | undefined {
  const said = figuresOf(answer);
  const known = figuresOf(reference);
  const asked = figuresOf(question);
  const number = said.quantities.find((one) => {
    const others = known.quantities.filter((other) => comparable(one, other));
    const right = [...others, ...asked.quantities.filter((other) => comparable(one, other))];
    return others.length > 0 && !right.some(({ value }) => value === one.value);
  });
  if (number) return `It says ${number.value} (${number.units.join(' ')}), which the reference does not.`;
  const day = said.days.find(
    (one) => known.days.length > 0 && ![...known.days, ...asked.days].some((other) => sameDay(one, other)),
  );
  if (day) return `It says the day ${day.month}/${day.day}, which the reference does not.`;
  const [opens, opensReference] = [answer, reference].map((text) =>
    /^(yes|no)\b/i.exec(plainText(text))?.[1]?.toLowerCase(),
  );
  if (opens !== undefined && opensReference !== undefined && opens !== opensReference) {
    return `It says ${opens} and the reference ${opensReference}.`;
  }
  const truths = clausesOf(reference);
  const opposite = clausesOf(answer).find((clause) => denied(clause, truths));
  return opposite && `"${opposite.text.slice(0, 200)}" is the opposite of what the reference says.`;
}

/** Whether a clause is closest to one of the other polarity, and close enough to be about the same thing. */
function denied(clause: Clause, truths: readonly Clause[]): boolean {
  const closest = (negated: boolean) =>
    Math.max(0, ...truths.filter((truth) => truth.negated === negated).map((truth) => overlap(clause, truth)));
  const against = closest(!clause.negated);
  return against > 0 && against > closest(clause.negated);
}

/** How many words two clauses share, where that is two at least and most of the shorter one; otherwise 0. */
function overlap(left: Clause, right: Clause): number {
  const shared = [...left.stems].filter((stem) => right.stems.has(stem)).length;
  return shared >= 2 && shared >= 0.6 * Math.min(left.stems.size, right.stems.size) ? shared : 0;
}

function coverage(answer: string, reference: string): number {
  // Numbers are compared by their values, and not by how they are written.
  const wanted = stemsOf(withoutFigures(reference));
  const has = stemsOf(withoutFigures(answer));
  return wanted.size === 0 ? 1 : [...wanted].filter((stem) => has.has(stem)).length / wanted.size;
}

/** The first number or date of the reference that the answer does not have. */
function leftOutOf(answer: string, reference: string): string | undefined {
  const said = figuresOf(answer);
  const known = figuresOf(reference);
  const number = known.quantities.find(({ value }) => !said.quantities.some((one) => one.value === value));
  if (number) return `It does not say ${number.value} (${number.units.join(' ')}).`;
  const day = known.days.find((one) => !said.days.some((other) => sameDay(one, other)));
  return day && `It does not say the day ${day.month}/${day.day}.`;
}
