import { textTable } from '../text-table';
import type { Certified } from './certification';
import { timesOverLimit } from './goals';
import type { LatencyRow } from './latency';
import type { Row } from './play-cell';
import { RULES } from './rules';

export function nullTable(rows: readonly Row[]): string {
  return byCell(
    rows.filter(({ kind }) => kind !== 'regression'),
    [],
    () => [],
    ({ rolledBack, runs, upperPercent }) => `${((100 * rolledBack) / runs).toFixed(1)} (${upperPercent.toFixed(1)})`,
  );
}

export function regressionTable(rows: readonly Row[]): string {
  return byCell(
    rows.filter(({ kind }) => kind === 'regression'),
    ['limit s'],
    ({ limitSeconds = NaN }) => [limitSeconds.toFixed(1)],
    ({ medianSeconds, rolledBack, runs }) => `${medianSeconds ?? '-'} (${((100 * rolledBack) / runs).toFixed(0)})`,
  );
}

/** One line a cell, one column a rule. */
function byCell(
  rows: readonly Row[],
  headings: readonly string[],
  more: (row: Row) => readonly string[],
  text: (row: Row) => string,
): string {
  const placeOf = ({ cell, requestsPerSecond, baseline }: Row) => `${cell} ${requestsPerSecond} ${baseline}`;
  return textTable([
    ['', 'rps', 'blue fails %', ...headings, ...RULES.map(({ name }) => name)],
    ...rows
      .filter(({ rule }) => rule === RULES[0]?.name)
      .map((first) => [
        first.cell,
        String(first.requestsPerSecond),
        String(100 * first.baseline),
        ...more(first),
        ...rows.filter((row) => placeOf(row) === placeOf(first)).map(text),
      ]),
  ]);
}

export function ratioTable(rows: readonly Row[]): string {
  return textTable([
    ['rule', 'cells', 'median', 'worst', ''],
    ...RULES.map(({ name }) => {
      const ratios = timesOverLimit(rows, name);
      const worst = ratios.at(-1);
      const median = ratios[Math.floor(ratios.length / 2)];
      return [
        name,
        String(ratios.length),
        median?.times.toFixed(2) ?? '-',
        worst?.times.toFixed(2) ?? '-',
        worst?.place ?? '',
      ];
    }),
  ]);
}

export function certifiedTable(certified: readonly Certified[]): string {
  return textTable([
    ['rps', 'green', 'certified %', 'median s'],
    ...certified.map(({ requestsPerSecond, onEdge, percent, medianSeconds }) => [
      String(requestsPerSecond),
      onEdge ? '1 pp worse' : 'alike',
      percent.toFixed(1),
      String(medianSeconds ?? '-'),
    ]),
  ]);
}

export function latencyTable(latency: readonly LatencyRow[]): string {
  return textTable([
    ['', 'rps', 'rolled back %', 'median s'],
    ...latency.map(({ truth, requestsPerSecond, percent, medianSeconds }) => [
      truth,
      String(requestsPerSecond),
      percent.toFixed(1),
      String(medianSeconds ?? '-'),
    ]),
  ]);
}
