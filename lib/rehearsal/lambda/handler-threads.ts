import { Worker } from 'node:worker_threads';

/** What a thread is to be started for. */
export interface ThreadNeeds {
  /** What the handler may use; without it, as much as there is. */
  readonly memoryMb?: number;
  /** The environment variables of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What Lambda's runtime leaves to the JavaScript heap; the rest is its own. */
const HEAP_SHARE = 0.9;

/** Node.js reads its own variables while a thread starts (Node.js documentation, "Command-line API"). */
const READ_AT_START = 'NODE_';

/**
 * The threads that handlers run in. A thread takes long to start and the rehearsal would have to wait for it, so the
 * next one of a size is started ahead, and knows no function until it is taken.
 */
export class HandlerThreads {
  /** The thread that waits to be taken, by its memory in megabytes. */
  private readonly spares = new Map<number | undefined, Worker>();

  /** @param threadFile the compiled inside of a thread */
  constructor(private readonly threadFile: string) {}

  /** Gets ready for a handler that may soon be invoked. */
  expect(memoryMb: number | undefined): void {
    if (this.spares.has(memoryMb)) return;
    const spare = this.start(memoryMb, {});
    this.spares.set(memoryMb, spare);
    // One that could not start is of no use; whatever kept it from starting, the next one will say.
    const forget = () => {
      if (this.spares.get(memoryMb) === spare) this.spares.delete(memoryMb);
    };
    spare.once('error', forget).once('exit', forget);
  }

  /** A thread that has not loaded anything yet. It waits for its setup, the first message it is sent. */
  take({ memoryMb, variables }: ThreadNeeds): Worker {
    if (Object.keys(variables).some((name) => name.startsWith(READ_AT_START))) return this.start(memoryMb, variables);
    const taken = this.spares.get(memoryMb) ?? this.start(memoryMb, {});
    this.spares.delete(memoryMb);
    this.expect(memoryMb);
    return taken;
  }

  /** Ends the threads that nobody took. */
  async stop(): Promise<void> {
    const spares = [...this.spares.values()];
    this.spares.clear();
    await Promise.all(spares.map((spare) => spare.terminate()));
  }

  private start(memoryMb: number | undefined, env: ThreadNeeds['variables']): Worker {
    return new Worker(this.threadFile, {
      env,
      stdout: true,
      stderr: true,
      ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb * HEAP_SHARE } }),
    });
  }
}
