import { createRequire } from 'node:module';

/** The parts of Node.js that the AWS SDK uses, and with it most handlers. */
const COMMON = ['crypto', 'fs/promises', 'os', 'process', 'stream/web', 'zlib'];

/**
 * Loads what most handlers use of Node.js. A thread compiles its own copy, which takes tens of milliseconds: time that
 * passes while it waits, where the rehearsal would otherwise stand still.
 */
export function loadCommonModules(): void {
  const load = createRequire(__filename);
  for (const name of COMMON) load(`node:${name}`);
  // Some of it is loaded only once it is used.
  void import('node:crypto').then(({ webcrypto }) => webcrypto.subtle);
}
