import { BranchEnded } from './ended';
import type { Scope } from './scope';

/** Runs works side by side, some at a time. The first that fails ends the others and is what all of it fails with. */
export function sideBySide<T>(
  scope: Scope,
  works: readonly ((inner: Scope) => Promise<T>)[],
  atOnce: number,
): Promise<T[]> {
  return scope.within(async (inner) => {
    const results = new Map<number, T>();
    let failure: { readonly error: unknown } | undefined;
    const queue = works.entries();
    const worker = async () => {
      for (const [index, work] of queue) {
        if (failure) return;
        try {
          results.set(index, await work(inner));
        } catch (error) {
          failure ??= { error };
          inner.end(new BranchEnded('Another branch failed.'));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, works.length) }, worker));
    if (failure) throw failure.error;
    return works.map((_, index) => results.get(index) as T);
  });
}
