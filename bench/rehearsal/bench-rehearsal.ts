import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../text-table';
import { CASES, type BenchCase } from './cases';
import { growthOf, growthSentence } from './growth';
import type { Measurement } from './measurement';

/**
 * So often a case is played, each time in a process of its own. Its time is that of the fastest: what else the machine
 * does can only add to it. Its memory is that of the run that took most.
 */
const RUNS = 3;

/** `npm run bench -- rehearsal`: what a rehearsal costs, as a table. Exits with 1 where a goal is missed. */
export function benchRehearsal(args: readonly string[]): void {
  const json = args.includes('--json');
  const rows = CASES.map((bench, index) => {
    process.stderr.write(`playing ${index + 1} of ${CASES.length}, ${RUNS} times: ${bench.name}\n`);
    const measurement = measure(bench);
    return { name: bench.name, goal: bench.goal, met: isMet(bench, measurement), ...measurement };
  });
  const growth = growthOf(rows.filter((_, index) => CASES[index]?.grows));
  if (json) process.stdout.write(`${JSON.stringify({ cases: rows, growth }, undefined, 2)}\n`);
  else process.stdout.write(`${table(rows)}\n${growthSentence(growth)}\n`);
  if (rows.some(({ met }) => !met) || !growth.met) process.exitCode = 1;
}

interface Runs extends Measurement {
  readonly slowestSeconds: number;
}

/** Synthesizes here, and plays in other processes. */
function measure(bench: BenchCase): Runs {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const planFile = join(directory, 'plan.json');
    writeFileSync(planFile, JSON.stringify(bench.plan(directory)));
    const runs = Array.from({ length: RUNS }, () => play(planFile)).sort((a, b) => a.seconds - b.seconds);
    const [fastest] = runs as [Measurement, ...Measurement[]];
    return {
      ...fastest,
      megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
      slowestSeconds: Math.max(...runs.map(({ seconds }) => seconds)),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function play(planFile: string): Measurement {
  const played = execFileSync(process.execPath, [join(__dirname, 'play-case.js'), planFile], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(played) as Measurement;
}

function isMet({ goal }: BenchCase, { seconds, megabytes }: Measurement): boolean {
  return seconds <= (goal.seconds ?? Infinity) && megabytes <= (goal.megabytes ?? Infinity);
}

type Row = Runs & Pick<BenchCase, 'name' | 'goal'> & { readonly met: boolean };

function table(rows: readonly Row[]): string {
  return textTable([
    ['case', 'released', 'virtual min', 'wall s', 'slowest', 'ms per virtual min', 'MB', 'goal', ''],
    ...rows.map(({ name, released, virtualMinutes, seconds, slowestSeconds, megabytes, goal, met }) => [
      name,
      String(released),
      virtualMinutes.toFixed(0),
      seconds.toFixed(2),
      slowestSeconds.toFixed(2),
      ((seconds * 1000) / virtualMinutes).toFixed(1),
      megabytes.toFixed(0),
      [goal.seconds && `≤ ${goal.seconds} s`, goal.megabytes && `≤ ${goal.megabytes} MB`].filter(Boolean).join(', '),
      goal.seconds === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  ]);
}
