import type { TunedRow } from '../tuning/oracle';
import { textTable } from '../text-table';
import { nullPlaceOf, placeOf, rolledBackPercent, type Row } from './play-cell';
import { OURS_10, OURS_60, RULES, RULES_BY_DATA } from './rules';
import type { Sooner } from './sooner';

export function sourcesTable(): string {
  return textTable([
    ['rule', 'read from'],
    ...RULES.flatMap(({ name, source }) => (source === undefined ? [] : [[name, source]])),
  ]);
}

/** Of each cell, the best setting of each static rule, and ours with the same data. */
export function tunedTable({
  rows,
  tuned,
}: {
  readonly rows: readonly Row[];
  readonly tuned: readonly TunedRow[];
}): string {
  const at = byRuleAndPlace(rows);
  return textTable([
    ['', 'rule', 'set to', 'nothing wrong %', 'rolled back %', 'median s', 'mean s', 'errors', 'ours, mean s'],
    ...tuned.map(({ place, family, dataSeconds, setting, regression, harmless }) => [
      place,
      family,
      setting ?? 'none holds 1 %',
      harmless ? rolledBackPercent(harmless).toFixed(1) : '-',
      regression ? rolledBackPercent(regression).toFixed(0) : '-',
      String(regression?.medianSeconds ?? '-'),
      regression?.meanSeconds.toFixed(0) ?? '-',
      regression?.errorsServed.toFixed(regression.errorsServed < 10 ? 1 : 0) ?? '-',
      at(ownRule(dataSeconds), place)?.meanSeconds.toFixed(0) ?? '-',
    ]),
  ]);
}

/** The cells in which a rule is sooner than ours with the same data, and how often it rolls back there with nothing wrong. */
export function losingTable(rows: readonly Row[], tuned: readonly TunedRow[]): string {
  const at = byRuleAndPlace(rows);
  const lost = RULES_BY_DATA.flatMap(({ dataSeconds, rules }) => {
    const peers = rules.filter(({ ours }) => !ours).map(({ name }) => name);
    const known = rows
      .filter(({ kind, rule }) => kind === 'regression' && peers.includes(rule))
      .map((row) => ({ name: row.rule, row, harmless: at(row.rule, nullPlaceOf(row)) }));
    const best = tuned.flatMap(({ family, dataSeconds: data, regression, harmless }) =>
      data === dataSeconds && regression && harmless ? [{ name: family, row: regression, harmless }] : [],
    );
    return [...known, ...best].flatMap(({ name, row, harmless }) => {
      const own = at(ownRule(dataSeconds), placeOf(row));
      if (!own || !harmless || row.meanSeconds >= own.meanSeconds) return [];
      const seconds = [own.meanSeconds.toFixed(0), row.meanSeconds.toFixed(0)];
      return [[placeOf(row), `${dataSeconds} s`, ...seconds, rolledBackPercent(harmless).toFixed(1), name]];
    });
  });
  if (lost.length === 0) return 'nowhere\n';
  return textTable([['', 'data', 'ours', 'rule', 'nothing wrong %', ''], ...lost]);
}

export function soonerTable(sooner: readonly Sooner[]): string {
  return textTable([
    ['ours', 'than', 'cells', 'times, median', 'lowest', 'by means', 'at the limit', 'cells lost', 'goal', ''],
    ...sooner.map(({ ours, peer, cells, medianTimes, worstTimes, meanTimes, possibleTimes, lost, goal }) => [
      ours,
      peer,
      String(cells),
      fixed(medianTimes, 1),
      fixed(worstTimes, 2),
      fixed(meanTimes, 1),
      fixed(possibleTimes, 1),
      String(lost),
      `>= ${goal}`,
      shortfall(medianTimes, goal),
    ]),
  ]);
}

function shortfall(times: number | undefined, goal: number): string {
  if (times === undefined) return 'nothing compared';
  return times >= goal ? 'reached' : `short by ${(goal - times).toFixed(1)}`;
}

function fixed(value: number | undefined, digits: number): string {
  return value?.toFixed(digits) ?? '-';
}

function ownRule(dataSeconds: 10 | 60): string {
  return (dataSeconds === 10 ? OURS_10 : OURS_60).name;
}

function byRuleAndPlace(rows: readonly Row[]): (rule: string, place: string) => Row | undefined {
  const known = new Map(rows.map((row) => [`${row.rule} | ${placeOf(row)}`, row]));
  return (rule, place) => known.get(`${rule} | ${place}`);
}
