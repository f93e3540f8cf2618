import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Batch, Run } from './batch';
import { chance } from './chance';
import { CHANGES, synthesizeChange, type Change } from './changes';
import { drawFaults } from './draw-faults';
import { playRuns, type PlayedBatch } from './play-runs';
import { brokenBatch } from './playing';
import { soakTable, type JudgedRun } from './soak-table';

/** Each kind of change twice, so that a good one follows a bad one and the other way round. */
const RUNS_OF_A_BATCH = 8;

/** A batch takes half a minute; one that takes so long does not end. */
const BATCH_TIMEOUT_MS = 20 * 60_000;

const run = promisify(execFile);

/** Plays releases at which things go wrong by chance, and says whether all that must hold did. */
export async function soak({
  runs,
  seed,
  json,
}: {
  readonly runs: number;
  readonly seed: number;
  readonly json: boolean;
}): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-soak-'));
  const startedAt = performance.now();
  try {
    const batches = batchesOf(runs, seed, directory);
    const judged: JudgedRun[] = [];
    const waiting = [...batches.entries()];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, batch] = next;
        judged.push(...(await playRuns(batch, (some) => playBatch(some, join(directory, `batch-${index}.json`)))));
        process.stderr.write(`played ${judged.length} of ${runs}\n`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    judged.sort((a, b) => a.number - b.number);
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(
      json ? `${JSON.stringify({ seed, seconds, runs: judged }, undefined, 2)}\n` : soakTable(judged, seed, seconds),
    );
    return judged.every(({ broken }) => Object.keys(broken).length === 0);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function batchesOf(runs: number, seed: number, directory: string): readonly Batch[] {
  const kinds = Object.keys(CHANGES) as readonly Change[];
  const changes = Array.from({ length: Math.min(runs, RUNS_OF_A_BATCH) }, (_, index) => {
    const change = kinds[index % kinds.length] ?? 'good';
    return { change, directory: synthesizeChange(directory, `change-${index}`, change) };
  });
  const first = synthesizeChange(directory, 'first', 'good');
  const all = Array.from({ length: runs }, (_, index): Run => {
    const { change = 'good', directory: assembly = first } = changes[index % RUNS_OF_A_BATCH] ?? {};
    return {
      number: index + 1,
      change,
      directory: assembly,
      faults: drawFaults(chance(seed, `run ${index + 1}`)),
    };
  });
  return Array.from({ length: Math.ceil(runs / RUNS_OF_A_BATCH) }, (_, index) => ({
    seed: seed + index,
    first,
    runs: all.slice(index * RUNS_OF_A_BATCH, (index + 1) * RUNS_OF_A_BATCH),
  }));
}

async function playBatch(batch: Batch, file: string): Promise<PlayedBatch> {
  writeFileSync(file, JSON.stringify(batch));
  try {
    const { stdout } = await run(process.execPath, [join(__dirname, 'play-batch.js'), file], {
      maxBuffer: 64 * 1024 * 1024,
      timeout: BATCH_TIMEOUT_MS,
    });
    return JSON.parse(stdout) as PlayedBatch;
  } catch (error) {
    return brokenBatch(error);
  }
}
