import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endToEndGoals } from './goals';
import { FULL, playAll, QUICK } from './play-all';
import { printed, type EndToEnd } from './tables';

/**
 * `npm run bench -- end-to-end`: the same function, traffic and plan through the rehearsal, released by us and by a plain
 * CDK app with the alarm that AWS recommends. `--quick` plays few of each, which shows gross failure only. Exits with 1
 * where a goal is missed.
 */
export async function benchEndToEnd(args: readonly string[]): Promise<void> {
  const { json, quick, seed } = optionsOf(args);
  const directory = mkdtempSync(join(tmpdir(), 'sluice-end-to-end-'));
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  try {
    const rows = await playAll(quick ? QUICK : FULL, seed, directory, (what) => {
      process.stderr.write(`${(seconds() / 60).toFixed(1)} min, ${what}\n`);
    });
    const all: EndToEnd = { seed, quick, seconds: seconds(), rows, goals: endToEndGoals(rows) };
    process.stdout.write(json ? `${JSON.stringify(all, undefined, 2)}\n` : printed(all));
    if (all.goals.some(({ met }) => !met)) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function optionsOf(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args: [...args], options: { json: flag, quick: flag, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? '7');
  if (!Number.isInteger(seed) || seed < 0) {
    throw new RangeError(`--seed must be a whole number, 0 or more, got: ${values.seed}`);
  }
  return { ...values, seed };
}
