import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { textTable } from '../text-table';

/** What `releaseMetrics` may add to a call, in microseconds. */
const MOST_US = 50;
const TURNS = 9;
const CALLS = 4000;

/** What one call took, in microseconds. */
export interface Turn {
  readonly bareUs: number;
  readonly wrappedUs: number;
}

/**
 * `npm run bench -- metrics`: what `releaseMetrics` adds to a call, with the line that it writes into a pipe, as in Lambda.
 * Bare and wrapped calls take turns in one process. Exits with 1 where the goal is missed.
 */
export function benchMetrics(args: readonly string[]): void {
  const turns = timedTurns(TURNS, CALLS);
  const bareUs = median(turns.map((turn) => turn.bareUs));
  const wrappedUs = median(turns.map((turn) => turn.wrappedUs));
  const addedUs = median(turns.map((turn) => turn.wrappedUs - turn.bareUs));
  const met = addedUs < MOST_US;
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ bareUs, wrappedUs, addedUs, goalUs: MOST_US, met }, undefined, 2)}\n`);
  } else {
    process.stdout.write(
      textTable([
        [`${CALLS} calls`, 'median µs a call', 'added', 'goal', ''],
        ['bare', bareUs.toFixed(2), '', '', ''],
        ['releaseMetrics', wrappedUs.toFixed(2), addedUs.toFixed(2), `< ${MOST_US}`, met ? 'met' : 'MISSED'],
      ]),
    );
  }
  if (!met) process.exitCode = 1;
}

function timedTurns(turns: number, calls: number): readonly Turn[] {
  const script = join(__dirname, 'time-calls.js');
  const { stdout, stderr } = spawnSync(process.execPath, [script, String(turns), String(calls)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const lines = stdout.split('\n').length - 1;
  const expected = (turns + 1) * calls;
  if (lines !== expected) throw new Error(`${expected} calls have to write a line each, got: ${lines}. ${stderr}`);
  return JSON.parse(stderr) as Turn[];
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2] ?? NaN;
}
