/**
 * Where a thread for handlers begins. It has loaded all that they share before anybody knows which one it is for, and
 * waits to be told.
 */
import { parentPort } from 'node:worker_threads';
import { loadCommonModules } from './common-modules';
import type { ThreadSetup } from './protocol';
import { ThreadEnvironment } from './thread-environment';

const port = parentPort;
if (!port) throw new Error('This file is the inside of a handler thread; it is started by the rehearsal.');

port.once('message', (setup: ThreadSetup) => {
  new ThreadEnvironment(port, setup).start();
});
loadCommonModules();
