import { factText, plainText, saysFact } from '../../judge/fact';
import type { QualityCase } from './quality-suite';
import type { Reason } from '../../gate/verdict';

/** What a case says that needs no judge. */
export type CheckedFacts = Pick<QualityCase, 'key' | 'required' | 'forbidden'>;

/**
 * What is wrong with the answers to a case before any judge is called; each a reason with the fact in it.
 *
 * Such an answer gets the lowest score without a call: a judge that is paid to look could only be talked out of it.
 *
 * @param answers the answer to each turn; required facts belong into the last one, forbidden ones into none
 */
export function checkFacts({ key, required, forbidden }: CheckedFacts, answers: readonly string[]): readonly Reason[] {
  const last = answers.at(-1) ?? '';
  if (plainText(last) === '') return [{ code: 'answer-empty', message: `Case ${key}: there is no answer.` }];
  return [
    ...required
      .filter((fact) => !saysFact(last, fact))
      .map((fact) => ({ code: 'fact-missing', message: `Case ${key}: the answer does not say "${factText(fact)}".` })),
    ...forbidden
      .filter((fact) => answers.some((answer) => saysFact(answer, fact)))
      .map((fact) => ({ code: 'fact-forbidden', message: `Case ${key}: an answer says "${factText(fact)}".` })),
  ];
}
