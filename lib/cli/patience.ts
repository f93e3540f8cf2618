/** The first word comes after so many real milliseconds, and the next after twice as long each time. */
const FIRST_WORD_MS = 5000;

/** When whoever waits for a step should hear of it again. */
export class Patience {
  private step: string | undefined;
  private since: number;
  private next = FIRST_WORD_MS;

  /** @param now real milliseconds since any moment */
  constructor(private readonly now: () => number) {
    this.since = now();
  }

  /** @param step the one that is waited for; a wait has no name */
  isOver(step: string | undefined): boolean {
    if (step !== this.step) {
      this.step = step;
      this.since = this.now();
      this.next = FIRST_WORD_MS;
    }
    if (this.now() - this.since < this.next) return false;
    this.next *= 2;
    return true;
  }
}
