/** Lets calls that wait go on one at a time, in an order by chance. */
export class Interleaver {
  private readonly waiting: (() => void)[] = [];

  /** @param draw uniform in [0, 1) */
  constructor(private readonly draw: () => number) {}

  readonly turn = (): Promise<void> =>
    new Promise((resolve) => {
      this.waiting.push(resolve);
    });

  /** Goes on until all the work is done. */
  async run<T>(work: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
    const all = Promise.all(work.map((one) => one()));
    const state = { isDone: false };
    const finished = all.finally(() => {
      state.isDone = true;
    });
    finished.catch(() => undefined);
    for (;;) {
      // Whatever follows of the last step has happened once this is over.
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDone) return finished;
      const [next] = this.waiting.splice(Math.floor(this.draw() * this.waiting.length), 1);
      next?.();
    }
  }
}
