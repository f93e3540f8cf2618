import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finished } from './finished';
import type { Size } from './plays';

/** What a thread is told as it starts: what it plays follows from this and a name. */
export interface Setting {
  /** Stands in the seeds. */
  readonly text: string;
  readonly seed: number;
  readonly size: Size;
}

/** Somebody who plays one thing after the other. */
export interface Player {
  readonly play: (name: string) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** Plays what is not known yet, each by the next player who is free, in this order, and keeps it. */
export async function playAhead(
  names: readonly string[],
  players: readonly Player[],
  { has, keep }: Pick<Finished, 'has' | 'keep'>,
): Promise<void> {
  const left = names.filter((name) => !has(name));
  await Promise.all(
    players.map(async ({ play }) => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) keep(name, await play(name));
    }),
  );
}

/** A thread for each core. */
export function threads(setting: Setting, count = availableParallelism()): readonly Player[] {
  return Array.from({ length: count }, () => {
    const worker = new Worker(join(__dirname, 'detection-thread.js'), { workerData: setting });
    return {
      play: (name: string) =>
        new Promise((resolve, reject) => {
          worker.once('message', (result) => {
            worker.off('error', reject);
            resolve(result);
          });
          worker.once('error', reject);
          worker.postMessage(name);
        }),
      end: () => worker.terminate(),
    };
  });
}
