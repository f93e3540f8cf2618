import { parseArgs } from 'node:util';
import { textTable } from '../text-table';
import { CELLS, playCell, type Row } from './cells';
import { goalResults } from './goals';

/**
 * `npm run bench -- quality`: how often each rule certifies and rejects, and what it costs, on a made-up judge. Every
 * call is counted. Exits with 1 where a goal is missed.
 */
export function benchQuality(args: readonly string[]): void {
  const { json, runs, seed } = optionsOf(args);
  const rows = CELLS.flatMap((cell, index) => {
    const { level, truth, suiteSize } = cell;
    process.stderr.write(
      `playing ${index + 1} of ${CELLS.length}: ${level.noise.name} noise, ${truth.name}, ${suiteSize} cases\n`,
    );
    return playCell(cell, runs, seed);
  });
  const goals = goalResults(rows, runs);
  if (json) process.stdout.write(`${JSON.stringify({ runs, seed, rows, goals }, undefined, 2)}\n`);
  else {
    process.stdout.write(table(rows));
    for (const { goal, measured, met } of goals) {
      process.stdout.write(`${met ? 'met   ' : 'MISSED'} ${goal}: ${measured}\n`);
    }
  }
  if (goals.some(({ met }) => !met)) process.exitCode = 1;
}

function optionsOf(args: readonly string[]) {
  const options = { json: { type: 'boolean' }, runs: { type: 'string' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  return {
    json: values.json ?? false,
    runs: whole('--runs', values.runs ?? '2000', 1),
    seed: whole('--seed', values.seed ?? '7', 0),
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > 1_000_000) {
    throw new RangeError(`${name} must be a whole number from ${least} to 1000000, got: ${text}`);
  }
  return value;
}

function table(rows: readonly Row[]): string {
  return textTable([
    [
      'noise',
      'true difference',
      'cases',
      'rule',
      'certified %',
      'rejected %',
      'calls',
      'calls / limit',
      'fill calls',
      'canaries',
    ],
    ...rows.map((row) => [
      row.noise,
      row.truth,
      String(row.suiteSize),
      row.rule,
      row.certifiedPercent.toFixed(1),
      row.rejectedPercent.toFixed(1),
      row.calls.toFixed(0),
      row.callsPerLimit.toFixed(2),
      row.fillCalls > 0 ? String(row.fillCalls) : '',
      row.canaryCalls > 0 ? row.canaryCalls.toFixed(0) : '',
    ]),
  ]);
}
