import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RehearsalPlan } from 'sluice/rehearsal';
import { CASES, RATES } from './cases';
import type { PlayedRelease } from './judge-release';
import { plansOf, type Cell } from './plans';
import { rowOf, type Row } from './rows';
import { SETTINGS, synthesizeRow } from './settings';

/** What one process plays. */
export interface PlayedPlans {
  readonly plans: readonly RehearsalPlan[];
  /** Of the case that all of them play. */
  readonly badShare: number;
}

/** How many rehearsals each cell has, and how many of them are played by one process. */
export interface Size {
  readonly harmless: number;
  readonly regressions: number;
  readonly ofBatch: number;
}

/** Each harmless case has its 200 rehearsals over the two rates together. */
export const FULL: Size = { harmless: 100, regressions: 10, ofBatch: 10 };
export const QUICK: Size = { harmless: 4, regressions: 2, ofBatch: 4 };

/** Long enough for a machine that is busy with other things; one that takes so long does not end. */
const TIMEOUT_MS = 20 * 60_000;

const run = promisify(execFile);

interface Batch {
  readonly cell: Cell;
  readonly number: number;
  readonly rehearsals: number;
}

/** Plays every cell, as many batches at a time as there are processors. */
export async function playAll(
  size: Size,
  seed: number,
  directory: string,
  tell: (what: string) => void,
): Promise<readonly Row[]> {
  const assemblies = new Map(
    SETTINGS.map((setting) => {
      tell(`synthesizing ${setting.name}`);
      return [setting.name, synthesizeRow(directory, setting, size.ofBatch)];
    }),
  );
  const cells = cellsOf();
  const batches = cells.flatMap((cell) => batchesOf(cell, size));
  const releases = new Map<Cell, PlayedRelease[]>(cells.map((cell) => [cell, []]));
  const waiting = [...batches.entries()];
  let played = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { cell, number, rehearsals }] = next;
      const plans = plansOf(cell, assemblies.get(cell.setting) ?? [], { seed, batch: number, rehearsals });
      const { badShare } = cell.case;
      releases.get(cell)?.push(...(await play({ plans, badShare }, join(directory, `batch-${index}.json`))));
      played += 1;
      tell(`played ${played} of ${batches.length}: ${cell.case.name}, ${cell.requestsPerSecond} rps, ${cell.setting}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return cells.map((cell) => {
    const whose = SETTINGS.find(({ name }) => name === cell.setting)?.whose ?? 'peer';
    return rowOf(cell, whose, releases.get(cell) ?? []);
  });
}

function cellsOf(): readonly Cell[] {
  return CASES.flatMap((one) =>
    RATES.flatMap((requestsPerSecond) => SETTINGS.map(({ name }) => ({ setting: name, case: one, requestsPerSecond }))),
  );
}

function batchesOf(cell: Cell, { harmless, regressions, ofBatch }: Size): readonly Batch[] {
  const all = cell.case.kind === 'harmless' ? harmless : regressions;
  return Array.from({ length: Math.ceil(all / ofBatch) }, (_, number) => ({
    cell,
    number,
    rehearsals: Math.min(ofBatch, all - number * ofBatch),
  }));
}

async function play(plans: PlayedPlans, file: string): Promise<readonly PlayedRelease[]> {
  writeFileSync(file, JSON.stringify(plans));
  const { stdout } = await run(process.execPath, [join(__dirname, 'play-plans.js'), file], {
    maxBuffer: 64 * 1024 * 1024,
    timeout: TIMEOUT_MS,
  });
  return JSON.parse(stdout) as readonly PlayedRelease[];
}
