import { parseArgs } from 'node:util';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** Plays this case alone, and keeps its files. */
  readonly only?: number;
  /** Leaves out the apps whose handlers have to be bundled first. */
  readonly quick: boolean;
  /** Prints how every case ended. */
  readonly verbose: boolean;
}

const DEFAULT_RUNS = 2_000;

/** Reads the command line. Answers what is wrong with it where it cannot be used. */
export function fuzzOptions(args: readonly string[]): FuzzOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        seed: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
      },
    });
    const { runs = String(DEFAULT_RUNS), seed = '1', only, quick, verbose } = values;
    for (const [name, text] of Object.entries({ runs, seed, only: only ?? '0' })) {
      if (!/^\d{1,9}$/.test(text)) return `--${name} must be a whole number, got: ${text}`;
    }
    const alone = only === undefined ? {} : { only: Number(only) };
    return { runs: Number(runs), seed: Number(seed), quick, verbose, ...alone };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
