import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './assembly-of';

const CHILD = join(ROOT, 'dist', 'examples', 'synth-manga-assist.js');

/** A synth keeps one core busy. More children than two would load the CDK more often than that saves. */
const CHILDREN = 2;

/**
 * Synthesizes releases and tests their handlers, two at a time.
 *
 * @param names of {@link RELEASES}
 * @param said hears how far it is, in the order of the names
 * @throws what a child said that failed
 */
export async function synthesizeAll(names: readonly string[], said: (line: string) => void): Promise<void> {
  const written = new Set<string>();
  let told = 0;
  const hear = (name: string) => {
    written.add(name);
    for (let next = names[told]; next !== undefined && written.has(next); next = names[told]) {
      told += 1;
      said(`synthesized and unit-tested ${told} of ${names.length}: ${next}`);
    }
  };
  const shares = Array.from({ length: CHILDREN }, (_, child) => names.filter((__, at) => at % CHILDREN === child));
  await Promise.all(shares.map((share) => synthesize(share, hear)));
}

function synthesize(names: readonly string[], written: (name: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, names, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const stderr: string[] = [];
    child.stderr?.on('data', (text: Buffer) => stderr.push(text.toString()));
    child.on('message', (name) => {
      if (typeof name === 'string') written(name);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A synth of ${names.join(', ')} failed:\n${stderr.join('')}`));
    });
  });
}
