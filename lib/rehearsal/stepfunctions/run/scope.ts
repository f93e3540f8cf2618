import { ApiError } from '../../kernel/api-error';
import type { Simulation } from '../../kernel/simulation';
import { BranchEnded, ExecutionEnded } from './ended';
import { StatesError } from './states-error';

/** Errors that are answers. Heard by nobody, they concern nobody. */
const ANSWERS = [ApiError, StatesError, BranchEnded, ExecutionEnded];

/**
 * A stretch of work that can be ended from outside, whatever it waits for: an execution, a branch, a task.
 * Ending it ends everything inside it.
 */
export class Scope {
  private readonly waiting = new Set<(reason: Error) => void>();
  private ended: Error | undefined;

  constructor(private readonly simulation: Simulation) {}

  /** Ends whatever waits in here; the waits reject with the reason. */
  end(reason: Error): void {
    if (this.ended) return;
    this.ended = reason;
    for (const reject of [...this.waiting]) reject(reason);
    this.waiting.clear();
  }

  /** Runs something in a scope of its own, which ends with this one. */
  async within<T>(run: (inner: Scope) => Promise<T>): Promise<T> {
    const inner = new Scope(this.simulation);
    if (this.ended) inner.end(this.ended);
    const passOn = (reason: Error) => {
      inner.end(reason);
    };
    this.waiting.add(passOn);
    try {
      return await run(inner);
    } finally {
      this.waiting.delete(passOn);
    }
  }

  /** Waits for work, unless the scope ends first; the work itself then goes on unheard. */
  wait<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.ended) {
        this.leave(work);
        reject(this.ended);
        return;
      }
      const stop = (reason: Error) => {
        this.leave(work);
        reject(reason);
      };
      this.waiting.add(stop);
      const settle = (finish: () => void) => {
        this.waiting.delete(stop);
        finish();
      };
      work.then(
        (value) => {
          settle(() => {
            resolve(value);
          });
        },
        (error: unknown) => {
          settle(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        },
      );
    });
  }

  /** Waits for some virtual milliseconds. */
  sleep(ms: number): Promise<void> {
    return this.wait(this.simulation.sleep(ms));
  }

  /** Ends the scope after some virtual milliseconds. The returned function calls that off. */
  endAfter(ms: number, reason: () => Error): () => void {
    return this.simulation.at(this.simulation.now + ms, () => {
      this.end(reason());
    });
  }

  /** What cannot be emulated still has to stop the rehearsal, though nobody waits for it any more. */
  private leave(work: Promise<unknown>): void {
    this.simulation.background(async () => {
      try {
        await work;
      } catch (error) {
        if (!ANSWERS.some((answer) => error instanceof answer)) throw error;
      }
    });
  }
}
