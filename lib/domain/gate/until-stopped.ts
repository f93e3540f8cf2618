/**
 * Works through a list with so many at a time, until one of them says to stop, or throws: then what is under way comes
 * to its end, so that what it paid for is kept, and nothing more is begun.
 *
 * @returns what the first one said that stopped; undefined where none did
 */
export async function untilStopped<T, S>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<S | undefined>,
): Promise<S | undefined> {
  let stopped: S | undefined;
  const errors: unknown[] = [];
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      try {
        const said = await work(item);
        stopped ??= said;
      } catch (error) {
        errors.push(error);
      }
      if (stopped !== undefined || errors.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return stopped;
}
