import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzThreadSetup } from './fuzz-thread';
import type { Ending } from './play-case';

/** What a case may take, in milliseconds of real time: the longest need ten seconds of a machine that does other work too. */
const LIMIT_MS = 30_000;

/** After so many cases a thread is replaced, so that what one leaves behind does not slow the rest down. */
const CASES_PER_THREAD = 100;

export type WatchedEnding = Ending | { readonly kind: 'hang' };

/** Plays cases in a thread. One that never ends is ended, and one that breaks its thread is a crash. */
export class WatchedThread {
  private worker: Worker | undefined;
  private played = 0;

  constructor(private readonly setup: FuzzThreadSetup) {}

  async play(number: number): Promise<WatchedEnding> {
    const worker = await this.readyWorker();
    this.played += 1;
    const ending = await new Promise<WatchedEnding>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ kind: 'hang' });
      }, LIMIT_MS);
      worker.removeAllListeners();
      worker.once('message', (message: Ending) => {
        clearTimeout(timer);
        resolve(message);
      });
      const broke = (what: string) => {
        clearTimeout(timer);
        this.worker = undefined;
        resolve({ kind: 'crash', message: `The thread ended: ${what}` });
      };
      worker.once('error', (error) => {
        broke(error instanceof Error ? (error.stack ?? error.message) : String(error));
      });
      worker.once('exit', (code) => {
        broke(`exit code ${code}`);
      });
      worker.postMessage(number);
    });
    if (ending.kind === 'hang') await this.close();
    return ending;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    worker?.removeAllListeners();
    // Even a thread that is being ended may still have an error to report.
    worker?.on('error', () => undefined);
    await worker?.terminate();
  }

  private async readyWorker(): Promise<Worker> {
    if (this.played >= CASES_PER_THREAD) {
      await this.close();
      this.played = 0;
    }
    this.worker ??= new Worker(join(__dirname, 'fuzz-thread.js'), { workerData: this.setup });
    return this.worker;
  }
}
