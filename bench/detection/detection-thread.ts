import { parentPort, workerData } from 'node:worker_threads';
import { drawsFrom } from './draws';
import type { Setting } from './play-ahead';
import { firstPlays, playsOf } from './plays';

/** Plays by name what it is asked to, for as long as it is asked. */
const { text, seed, size } = workerData as Setting;
const plays = playsOf(size, seed, drawsFrom(text, seed));
const byName = new Map([...firstPlays(plays), ...plays.again].map(({ name, play }) => [name, play]));

parentPort?.on('message', (name: string) => {
  const play = byName.get(name);
  if (!play) throw new RangeError(`Nothing is played by the name of ${name}.`);
  parentPort?.postMessage(play());
});
