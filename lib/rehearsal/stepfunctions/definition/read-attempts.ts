import { invalidDefinition } from './invalid-definition';
import { orRoot } from './read-fields';
import type { Retrier, StateFields } from './state-fields';
import type { Catcher } from './state-machine-definition';

/** What a state does about errors. */
export function readAttempts(
  { Retry: retry = [], Catch: caught = [] }: StateFields,
  where: string,
): { readonly retry: readonly Retrier[]; readonly catch: readonly Catcher[] } {
  for (const list of [retry, caught]) checkAll(list, where);
  return {
    retry,
    catch: caught.map((catcher) => ({
      errorEquals: catcher.ErrorEquals,
      next: catcher.Next,
      resultPath: orRoot(catcher.ResultPath),
      ...(catcher.Output === undefined ? {} : { output: catcher.Output }),
      ...(catcher.Assign === undefined ? {} : { assign: catcher.Assign }),
    })),
  };
}

/** Amazon States Language, "Errors": `States.ALL` stands alone, and in the last retrier or catcher. */
function checkAll(list: readonly { readonly ErrorEquals: readonly string[] }[], where: string): void {
  list.forEach(({ ErrorEquals: names }, index) => {
    if (!names.includes('States.ALL')) return;
    if (names.length > 1) throw invalidDefinition('States.ALL must be the only name in its ErrorEquals', where);
    if (index < list.length - 1) throw invalidDefinition('States.ALL must be in the last Retry or Catch', where);
  });
}
