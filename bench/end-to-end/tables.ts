import { textTable } from '../text-table';
import type { GoalResult } from './goals';
import { HORIZON_SECONDS } from './judge-release';
import { stoppedPercent, type Row } from './rows';
import { winnersOf } from './winners';

export interface EndToEnd {
  readonly seed: number;
  readonly quick: boolean;
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly goals: readonly GoalResult[];
}

/** Everything that was found, as text. */
export function printed({ seed, quick, seconds, rows, goals }: EndToEnd): string {
  return [
    `rolled back although nothing is wrong with the change\n${harmlessTable(rows)}`,
    `what is wrong with the change: seconds from green's first traffic until it is all back on blue, where none is after ${HORIZON_SECONDS} s\n${regressionTable(rows)}`,
    `who is sooner, by the mean\n${winnerTable(rows)}`,
    goals.map(({ goal, measured, met }) => `${met ? 'met   ' : 'MISSED'} ${goal}: ${measured}\n`).join(''),
    `seed ${seed}${quick ? ', quick' : ''}, ${(seconds / 60).toFixed(1)} min\n`,
  ].join('\n');
}

function harmlessTable(rows: readonly Row[]): string {
  return textTable([
    ['', 'rps', 'setting', 'rehearsals', 'rolled back %', '95 % interval'],
    ...rows
      .filter(({ kind }) => kind === 'harmless')
      .map((row) => [...placeOf(row), row.setting, String(row.rehearsals), percent(row), interval(row)]),
  ]);
}

function regressionTable(rows: readonly Row[]): string {
  return textTable([
    ['', 'rps', 'setting', 'rehearsals', 'rolled back %', '95 % interval', 'median s', 'mean s', 'bad requests'],
    ...rows
      .filter(({ kind }) => kind === 'regression')
      .map((row) => [
        ...placeOf(row),
        row.setting,
        String(row.rehearsals),
        percent(row),
        interval(row),
        row.medianSeconds?.toFixed(0) ?? '-',
        row.meanSeconds.toFixed(0),
        row.badServed.toFixed(row.badServed < 10 ? 1 : 0),
      ]),
  ]);
}

function winnerTable(rows: readonly Row[]): string {
  return textTable([
    ['', 'rps', 'ours', 'peer', 'its best setting here', 'sooner'],
    ...winnersOf(rows).map(({ ours, peer, wins }) => [
      ...placeOf(ours),
      ours.meanSeconds.toFixed(0),
      peer.meanSeconds.toFixed(0),
      peer.setting,
      wins,
    ]),
  ]);
}

function placeOf(row: Row): readonly [string, string] {
  return [row.case, String(row.requestsPerSecond)];
}

function percent(row: Row): string {
  return stoppedPercent(row).toFixed(1);
}

function interval({ lowerPercent, upperPercent }: Row): string {
  return `${lowerPercent.toFixed(1)} to ${upperPercent.toFixed(1)}`;
}
