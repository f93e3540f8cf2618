export type Done<T> = { readonly value: T } | { readonly error: Error };

/**
 * What came of some work, or that it took longer than a time.
 *
 * @param notDone what is not so by then
 */
export async function inTime<T>(
  work: Promise<T>,
  limitMs: number,
  notDone = 'The reason was not in the ledger',
): Promise<Done<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Done<T>>((resolve) => {
    const error = new Error(`${notDone} after ${Math.round(limitMs / 1000)} s.`);
    timer = setTimeout(resolve, Math.max(0, limitMs), { error });
  });
  const done = work.then(
    (value): Done<T> => ({ value }),
    (error: unknown): Done<T> => ({ error: error instanceof Error ? error : new Error(String(error)) }),
  );
  const first = await Promise.race([done, late]);
  clearTimeout(timer);
  return first;
}
