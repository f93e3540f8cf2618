import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Results that are kept from one run of a benchmark to the next, so that one that was stopped goes on where it was. */
export interface Finished {
  /** Whether it is known already. */
  readonly has: (name: string) => boolean;
  /** Makes a result known, as one that was played elsewhere. */
  readonly keep: (name: string, result: unknown) => void;
  /** What is known by this name, or else what `play` makes now, which is kept. */
  readonly orPlayed: <Result>(name: string, play: () => Result) => Result;
}

/**
 * One line of JSON a result. A line that was cut off when the run was stopped is played again.
 *
 * @param file one for each seed, settings and code: what is in it is believed
 * @param fresh whether what is in it is thrown away
 */
export function finishedIn(file: string, fresh: boolean): Finished {
  mkdirSync(dirname(file), { recursive: true });
  if (fresh) rmSync(file, { force: true });
  const known = new Map(existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(read) : []);
  const keep = (name: string, result: unknown) => {
    const text = JSON.stringify(result);
    known.set(name, text);
    // The line before may have been cut off, so each begins with its own end of line.
    appendFileSync(file, `\n${JSON.stringify([name, text])}\n`);
  };
  return {
    has: (name) => known.has(name),
    keep,
    orPlayed: <Result>(name: string, play: () => Result) => {
      if (!known.has(name)) keep(name, play());
      return JSON.parse(known.get(name) ?? 'null') as Result;
    },
  };
}

function read(line: string): readonly (readonly [name: string, result: string])[] {
  try {
    const parsed: unknown = JSON.parse(line);
    if (!Array.isArray(parsed)) return [];
    const [name, result] = parsed as readonly unknown[];
    return typeof name === 'string' && typeof result === 'string' ? [[name, result]] : [];
  } catch {
    return [];
  }
}
