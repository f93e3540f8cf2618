/** The inside of a thread that plays cases one by one, so that one that never ends can be ended from outside. */
import { parentPort, workerData } from 'node:worker_threads';
import { writeCase } from './fuzz-case';
import { playCase } from './play-case';
import type { SeedApp } from './seed-apps';

/** What a thread is started with. */
export interface FuzzThreadSetup {
  readonly apps: readonly SeedApp[];
  /** Where it writes its cases, one after the other. */
  readonly directory: string;
  readonly seed: number;
}

if (!parentPort) throw new Error('This file is the inside of a thread; it is started by `npm run fuzz`.');
const port = parentPort;
const { apps, directory, seed } = workerData as FuzzThreadSetup;

port.on('message', (number: number) => {
  void playCase(writeCase(directory, apps, seed, number)).then((ending) => {
    port.postMessage(ending);
  });
});
