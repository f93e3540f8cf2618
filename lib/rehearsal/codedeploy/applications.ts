/** The applications of the account by name, and when each was made. */
export class Applications extends Set<string> {
  readonly #createTimes = new Map<string, number>();
  readonly #now: () => number;

  /** @param now in milliseconds since the epoch */
  constructor(now: () => number) {
    super();
    this.#now = now;
  }

  override add(name: string): this {
    if (!this.has(name)) this.#createTimes.set(name, this.#now());
    return super.add(name);
  }

  /** In milliseconds since the epoch. */
  createTime(name: string): number | undefined {
    return this.has(name) ? this.#createTimes.get(name) : undefined;
  }
}
