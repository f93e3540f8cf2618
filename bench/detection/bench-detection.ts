import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { NULLS, REGRESSIONS, type Cell } from './cells';
import { playCertification } from './certification';
import { certifiedTable, latencyTable, nullTable, ratioTable, regressionTable } from './detection-tables';
import { detectionGoals } from './goals';
import { playLatency } from './latency';
import { playCell, type Row } from './play-cell';

const QUICK = { nulls: 400, regressions: 400, atMost: 400 };
const FULL = { nulls: 2000, regressions: 600, atMost: 20_000 };
/** A bound this near to its goal, in points, is not known well enough with fewer runs. */
const NEAR = 0.3;

/**
 * `npm run bench -- detection`: how often releases with nothing wrong are rolled back, and how soon those with something
 * wrong, on made-up shifts. `--quick` judges gross failure only. Exits with 1 where a goal is missed.
 */
export function benchDetection(args: readonly string[]): void {
  const { json, quick, seed } = optionsOf(args);
  const size = quick ? QUICK : FULL;
  const cells = [...NULLS, ...REGRESSIONS];
  const rows = cells.flatMap((cell, index) => {
    const { kind, name, requestsPerSecond, baseline } = cell;
    process.stderr.write(
      `playing ${index + 1} of ${cells.length}: ${name}, ${requestsPerSecond} rps, ${100 * baseline} %\n`,
    );
    if (kind === 'regression') return playCell(cell, size.regressions, seed);
    const played = playCell(cell, size.nulls, seed);
    return isNear(cell, played) && size.atMost > size.nulls ? playCell(cell, size.atMost, seed) : played;
  });
  process.stderr.write('playing certificates\n');
  const certified = playCertification(size.nulls, seed);
  process.stderr.write('playing durations\n');
  const latency = playLatency(size.nulls, seed);
  const goals = detectionGoals({ rows, certified, latency }, quick);
  const parameters = parametersHash();
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ seed, quick, parameters, rows, certified, latency, goals }, undefined, 2)}\n`,
    );
  } else {
    process.stdout.write(`seed ${seed}, parameters ${parameters}\n\n`);
    process.stdout.write(`rolled back although nothing is wrong, % (upper 95 % bound)\n${nullTable(rows)}\n`);
    process.stdout.write(`median seconds to the rollback (rolled back %)\n${regressionTable(rows)}\n`);
    process.stdout.write(`mean time over the limit\n${ratioTable(rows)}\n`);
    process.stdout.write(`certified within 1 pp, looks every 10 s\n${certifiedTable(certified)}\n`);
    process.stdout.write(`rolled back by durations alone, looks every 10 s, pre-warmed\n${latencyTable(latency)}\n`);
    for (const { goal, measured, met } of goals) {
      process.stdout.write(`${met ? 'met   ' : 'MISSED'} ${goal}: ${measured}\n`);
    }
  }
  if (goals.some(({ met }) => !met)) process.exitCode = 1;
}

/** Of everything that the watch was set to, so that figures can be told from those of other settings. */
export function parametersHash(): string {
  return createHash('sha256').update(JSON.stringify(WATCH_PARAMETERS)).digest('hex').slice(0, 12);
}

function isNear({ kind }: Cell, rows: readonly Row[]): boolean {
  const goal = kind === 'clusters' ? 2 : 1;
  return rows.some(({ ours, upperPercent }) => ours && Math.abs(upperPercent - goal) <= NEAR);
}

function optionsOf(args: readonly string[]) {
  const options = { json: { type: 'boolean' }, quick: { type: 'boolean' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const seed = Number(values.seed ?? '7');
  if (!Number.isInteger(seed) || seed < 0) {
    throw new RangeError(`--seed must be a whole number, 0 or more, got: ${values.seed}`);
  }
  return { json: values.json ?? false, quick: values.quick ?? false, seed };
}
