import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzOptions, type FuzzOptions } from './fuzz-options';
import { writeSeedApps } from './seed-apps';
import { Tally } from './tally';
import { WatchedThread, type WatchedEnding } from './watched-thread';

/**
 * `npm run fuzz`: plays damaged assemblies and scenarios. Each must end in a result or in one clear refusal.
 * Exits with 1 where one does not.
 */
async function main(): Promise<void> {
  const options = fuzzOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(
      `${options}\nUsage: npm run fuzz -- [--runs N] [--seed N] [--only CASE] [--quick] [--verbose]\n`,
    );
    process.exitCode = 2;
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'sluice-fuzz-'));
  try {
    await fuzz(directory, options);
  } finally {
    if (options.only === undefined) rmSync(directory, { recursive: true });
  }
}

async function fuzz(directory: string, { runs, seed, only, quick, verbose }: FuzzOptions): Promise<void> {
  const apps = writeSeedApps(directory, quick);
  const caseDirectory = join(directory, 'case');
  const thread = new WatchedThread({ apps, directory: caseDirectory, seed });
  const tally = new Tally();
  if (only === undefined) {
    for (let number = 1; number <= runs; number++) {
      const ending = await thread.play(number);
      tally.add(number, number <= apps.length ? undamaged(ending) : ending);
      if (verbose) process.stdout.write(`${number} ${JSON.stringify(ending)}\n`);
    }
  } else {
    const ending = await thread.play(only);
    tally.add(only, ending);
    process.stdout.write(`${JSON.stringify(ending, undefined, 2)}\nIts files: ${caseDirectory}\n`);
  }
  await thread.close();
  process.stdout.write(`${tally.table()}${tally.findings(seed)}`);
  if (tally.failed) process.exitCode = 1;
}

/** An app that is refused as it is would make all its cases worthless. */
function undamaged(ending: WatchedEnding): WatchedEnding {
  if (ending.kind !== 'refusal') return ending;
  return { kind: 'crash', message: `An app is refused as it is: ${ending.message}` };
}

void main();
