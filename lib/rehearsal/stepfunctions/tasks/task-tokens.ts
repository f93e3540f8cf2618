import { ApiError } from '../../kernel/api-error';
import type { Randomness } from '../../kernel/randomness';
import type { Json } from '../data/json';
import { StatesError } from '../run/states-error';

interface WaitingTask {
  readonly succeed: (output: Json) => void;
  readonly fail: (error: StatesError) => void;
  readonly heartbeat: () => void;
}

/** The tasks that wait for their token to come back. */
export class TaskTokens {
  private readonly waiting = new Map<string, WaitingTask>();
  private readonly closed = new Set<string>();
  private issued = 0;

  constructor(private readonly randomness: Randomness) {}

  issue(): string {
    this.issued += 1;
    return this.randomness.identifier(`task token ${this.issued}`, 96);
  }

  /** Waits for what comes back. @param heartbeat called whenever the worker says that it is still there */
  open(token: string, heartbeat: () => void): Promise<Json> {
    return new Promise((resolve, reject) => {
      this.waiting.set(token, { succeed: resolve, fail: reject, heartbeat });
    });
  }

  /** The task is over; its token is worth nothing from now on. */
  close(token: string): void {
    this.waiting.delete(token);
    this.closed.add(token);
  }

  succeed(token: string, output: Json): void {
    const task = this.task(token);
    this.close(token);
    task.succeed(output);
  }

  fail(token: string, error: string | undefined, cause: string | undefined): void {
    const task = this.task(token);
    this.close(token);
    task.fail(new StatesError(error, cause));
  }

  heartbeat(token: string): void {
    this.task(token).heartbeat();
  }

  /** Refuses a token for which no task waits. */
  check(token: string): void {
    this.task(token);
  }

  private task(token: string): WaitingTask {
    const task = this.waiting.get(token);
    if (task) return task;
    if (this.closed.has(token)) {
      throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  }
}
