import { sideBySide } from '../gate/side-by-side';
import { examinationOf, judgeFitness, type JudgeFitness } from './judge-examination';
import type { Judge } from './judge-port';
import type { Rubric } from './rubric';

/** Puts every question of an examination to a judge and decides whether its scores may count. */
export async function examineJudge(
  judge: Judge,
  rubric: Rubric,
  { seed, concurrency, timeoutMs }: { readonly seed: string; readonly concurrency: number; readonly timeoutMs: number },
): Promise<JudgeFitness> {
  const results = await sideBySide(examinationOf(rubric, seed), concurrency, async ({ about, request }) => ({
    about,
    answer: await judge(request, { timeoutMs }),
  }));
  return judgeFitness(results);
}
