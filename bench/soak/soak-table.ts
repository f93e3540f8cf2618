import type { Run } from './batch';
import { INVARIANTS, type Invariant, type Judgement } from './judge-run';

export type JudgedRun = Judgement & Pick<Run, 'number' | 'change' | 'faults'>;

/** What came of a soak, for a person: counts by kind of change, what must hold, and each run where it did not. */
export function soakTable(runs: readonly JudgedRun[], seed: number, seconds: number): string {
  const changes = [...new Set(runs.map(({ change }) => change))];
  const outcomes = ['released', 'blocked', 'rolled-back', 'failed', 'broke'];
  const count = (of: readonly JudgedRun[], test: (run: JudgedRun) => boolean) => String(of.filter(test).length);
  const rows = [
    ['change', 'runs', ...outcomes, 'faults struck', 'by the hour', 'copies'],
    ...changes.map((change) => {
      const of = runs.filter((run) => run.change === change);
      return [
        change,
        String(of.length),
        ...outcomes.map((outcome) => count(of, (run) => run.outcome === outcome)),
        String(sum(of, ({ struck }) => struck)),
        count(of, ({ byHour }) => byHour),
        String(sum(of, ({ copies }) => copies)),
      ];
    }),
  ];
  const held = (Object.keys(INVARIANTS) as Invariant[]).map((name) => [
    INVARIANTS[name],
    `${count(runs, ({ broken }) => broken[name] === undefined)} of ${runs.length}`,
  ]);
  const broken = runs
    .filter((run) => Object.keys(run.broken).length > 0)
    .map(
      (run) =>
        `run ${run.number}, ${run.change}, ${run.outcome}: ${Object.values(run.broken).join('; ')}\n  faults: ${JSON.stringify(run.faults)}\n`,
    );
  return [
    `${aligned(rows)}\n`,
    aligned(held),
    ...(broken.length === 0 ? [] : ['\n', ...broken]),
    `\nseed ${seed}, ${seconds.toFixed(0)} s\n`,
  ].join('');
}

function sum(runs: readonly JudgedRun[], of: (run: JudgedRun) => number): number {
  return runs.reduce((total, run) => total + of(run), 0);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
