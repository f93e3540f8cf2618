import type { Simulation } from '../kernel/simulation';

/** How commands and time go together: docs/decisions/0017-a-command-moves-time-only-while-it-waits.md. */
export class CommandTime {
  private commands = 0;
  private waiting = 0;
  /** Lets the clock go on that stands still. */
  private release: (() => void) | undefined;
  /** Resolves when all calls that have arrived are answered. */
  private answered: Promise<unknown> = Promise.resolve();

  constructor(private readonly simulation: Pick<Simulation, 'keepStill'>) {}

  /** Keeps time still until a command has ended, but while it waits for what takes time. */
  async during<T>(command: Promise<T>): Promise<T> {
    this.change(() => (this.commands += 1));
    try {
      return await command;
    } finally {
      this.change(() => (this.commands -= 1));
    }
  }

  /** Lets time go on until something has come that a command waits for. */
  async pass<T>(wait: () => Promise<T>): Promise<T> {
    const coming = wait();
    this.change(() => (this.waiting += 1));
    try {
      return await coming;
    } finally {
      this.change(() => (this.waiting -= 1));
    }
  }

  /** Answers a call once those before it are answered. */
  inTurn<T>(answer: () => Promise<T>): Promise<T> {
    const answering = this.answered.then(answer);
    this.answered = answering.catch(() => undefined);
    return answering;
  }

  private change(count: () => void): void {
    count();
    const isStill = this.commands > 0 && this.waiting === 0;
    if (isStill) this.release ??= this.simulation.keepStill();
    else {
      this.release?.();
      this.release = undefined;
    }
  }
}
