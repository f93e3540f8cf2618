import type { JudgeRequest } from './judge-port';
import { KNOWN_ANSWERS, type KnownAnswer } from './known-answers';
import { placed, type Place } from './placed';
import type { Rubric } from './rubric';
import { seededRandom } from '../statistics/seeded-random';

/** So many canaries go with a release that passes, or as many as there are answers that the judge has scored. */
export const CANARIES = 12;

/** A bad answer that stays one, with one of green's own beside it. */
export interface Canary {
  /** Whose bad answer it is. */
  readonly known: string;
  readonly request: JudgeRequest;
}

const CONTRADICTING = KNOWN_ANSWERS.filter(({ contradicts }) => contradicts);

/**
 * Puts green's answer to one question beside an answer to another one which denies what is known to be true. Whatever
 * green's answers have that talks a judge round, the canary has too, in words that no examination could foresee; and
 * nothing that it has makes it right. Which answer, and on which side, is drawn.
 *
 * @param seed the release, and the case that green's answer is for
 */
export function canaryOf(answer: string, rubric: Rubric, seed: string): Canary {
  const random = seededRandom(`${seed} canary`);
  const one = CONTRADICTING[Math.floor(random() * CONTRADICTING.length)];
  if (!one) throw new Error('No known answer contradicts its reference, so none can be a canary.');
  return canaryWith(one, answer, random() < 0.5 ? 'before' : 'after', rubric);
}

/** Every canary that may be drawn, with the same answer beside it. */
export function everyCanary(answer: string, rubric: Rubric): readonly Canary[] {
  return CONTRADICTING.map((one) => canaryWith(one, answer, 'before', rubric));
}

function canaryWith(
  { key, question, reference, bad }: KnownAnswer,
  answer: string,
  place: Place,
  rubric: Rubric,
): Canary {
  const text = placed(bad, answer, place);
  return {
    known: key,
    request: { rubric, earlier: [], question, answer: text, reference, required: [], forbidden: [] },
  };
}
