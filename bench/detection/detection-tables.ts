import { textTable } from '../text-table';
import type { Certified } from './certification';
import { timesOverLimit } from './goals';
import type { LatencyRow } from './latency';
import { placeOf, rolledBackPercent, type Row } from './play-cell';
import type { Rule } from './rule';
import { RULES } from './rules';
import type { StandardRow } from './standard-gates';

export function nullTable(rows: readonly Row[], rules: readonly Rule[]): string {
  return byCell(
    rows.filter(({ kind }) => kind !== 'regression'),
    rules,
    [],
    () => [],
    (row) => `${rolledBackPercent(row).toFixed(1)} (${row.upperPercent.toFixed(1)})`,
  );
}

export function regressionTable(rows: readonly Row[], rules: readonly Rule[]): string {
  return byCell(
    rows.filter(({ kind }) => kind === 'regression'),
    rules,
    ['limit s'],
    ({ limitSeconds }) => [limitSeconds?.toFixed(1) ?? '-'],
    (row) => `${row.medianSeconds ?? '-'} (${rolledBackPercent(row).toFixed(0)})`,
  );
}

export function meanTable(rows: readonly Row[], rules: readonly Rule[]): string {
  return byCell(
    rows.filter(({ kind }) => kind === 'regression'),
    rules,
    [],
    () => [],
    ({ meanSeconds }) => meanSeconds.toFixed(0),
  );
}

export function errorsTable(rows: readonly Row[], rules: readonly Rule[]): string {
  return byCell(
    rows.filter(({ kind }) => kind === 'regression'),
    rules,
    [],
    () => [],
    ({ errorsServed }) => errorsServed.toFixed(errorsServed < 10 ? 1 : 0),
  );
}

export function unsolvedTable(rows: readonly Row[]): string {
  return textTable([
    ['', 'rps', 'rule', 'rolled back %'],
    ...rows.map((row) => [row.cell, String(row.requestsPerSecond), row.rule, rolledBackPercent(row).toFixed(1)]),
  ]);
}

/** One line a cell, one column a rule. */
function byCell(
  rows: readonly Row[],
  rules: readonly Rule[],
  headings: readonly string[],
  more: (row: Row) => readonly string[],
  text: (row: Row) => string,
): string {
  const cells = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const cell = cells.get(placeOf(row)) ?? new Map<string, Row>();
    cells.set(placeOf(row), cell.set(row.rule, row));
  }
  return textTable([
    ['', 'rps', 'blue fails %', ...headings, ...rules.map(({ name }) => name)],
    ...[...cells.values()].flatMap((cell) => {
      const [first] = cell.values();
      if (!first) return [];
      const { cell: name, requestsPerSecond, baseline } = first;
      const texts = rules.map((rule) => {
        const row = cell.get(rule.name);
        return row ? text(row) : '-';
      });
      return [[name, String(requestsPerSecond), String(100 * baseline), ...more(first), ...texts]];
    }),
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

export function standardTable(standard: readonly StandardRow[]): string {
  return textTable([
    ['', 'rps', 'looks every s', 'rolled back %', 'upper bound', 'median s'],
    ...standard.map(({ truth, wrong, requestsPerSecond, everySeconds, percent, upperPercent, medianSeconds }) => [
      truth,
      String(requestsPerSecond),
      String(everySeconds),
      percent.toFixed(1),
      wrong ? '' : upperPercent.toFixed(1),
      String(medianSeconds ?? '-'),
    ]),
  ]);
}
