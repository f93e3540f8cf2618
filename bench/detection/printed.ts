import { textTable } from '../text-table';
import type { Trade } from '../tuning/trade-off';
import {
  certifiedTable,
  errorsTable,
  latencyTable,
  meanTable,
  nullTable,
  ratioTable,
  regressionTable,
  standardTable,
  unsolvedTable,
} from './detection-tables';
import type { GoalResult } from './goals';
import { losingTable, soonerTable, sourcesTable, tunedTable } from './peer-tables';
import type { Played } from './play-all';
import { RULES_BY_DATA } from './rules';
import type { Sooner } from './sooner';

const NOTE = `No setting meets the goal of the worst time. A larger reserve finds sooner what begins late, and later all that is wrong
at once; and at 0.6 rps and 10 % no outage is decided before green's third error, which is 2.2 times the limit.
`;

const SOONER_NOTE = `A cell counts where the rule rolls back at most 5 % with nothing wrong, and where one of the two rolls back half of what is wrong.
Where a rule never does, its time is taken for the end of the window, so the figure is too low. "At the limit" is what a
test would reach that needs no more than the information there is, with the same looks: where that is below the goal as
well, no test with the watch's tolerance reaches it. A rule that is tuned knows blue's share of errors and how much worse
green is, and is asked for its false rollbacks in that cell alone: what it does in an incident of both it was not asked.
`;

/** Everything that was found, as text. */
export function printed(
  all: Played & {
    readonly seed: number;
    readonly parameters: string;
    readonly sooner: readonly Sooner[];
    readonly goals: readonly GoalResult[];
  },
): string {
  const { rows, goals, curve } = all;
  const sections: readonly (readonly [heading: string, table: string])[] = [
    ['the rules beside it, each with the defaults of what it was read from', sourcesTable()],
    ...RULES_BY_DATA.flatMap(({ dataSeconds, rules }) => [
      [
        `rolled back although nothing is wrong, % (upper 95 % bound), ${dataSeconds} s data`,
        nullTable(rows, rules),
      ] as const,
      [`median seconds to the rollback (rolled back %), ${dataSeconds} s data`, regressionTable(rows, rules)] as const,
      [
        `mean seconds to the rollback, or to the end of the window where there is none, ${dataSeconds} s data`,
        meanTable(rows, rules),
      ] as const,
      [`errors green answered with until then, mean, ${dataSeconds} s data`, errorsTable(rows, rules)] as const,
    ]),
    ['where the versions’ timeouts differ, rolled back %: not solved, not judged', unsolvedTable(all.unsolved)],
    ['mean time over the limit', ratioTable(rows)],
    [
      'static rules, set for each cell by who knows it, at most 1 % rolled back there with nothing wrong',
      tunedTable(all),
    ],
    ['where a rule beside it is sooner: mean seconds', losingTable(rows, all.tuned)],
    [
      'how many times sooner than the rules that hold 5 % false rollbacks in a cell',
      `${soonerTable(all.sooner)}${SOONER_NOTE}`,
    ],
    ['certified within 1 pp, looks every 10 s', certifiedTable(all.certified)],
    ['rolled back by durations alone, looks every 10 s, pre-warmed', latencyTable(all.latency)],
    [
      'the usual gates in one release, errors + 1 pp and p99 + 200 ms, pre-warmed; not judged',
      standardTable(all.standard),
    ],
    ...(curve.length > 0
      ? [['other settings, on seeds of their own, fewer runs', `${curveTable(curve)}${NOTE}`] as const]
      : []),
  ];
  return [
    `seed ${all.seed}, parameters ${all.parameters}\n`,
    ...sections.map(([heading, table]) => `${heading}\n${table}`),
    goals.map(({ goal, measured, met }) => `${met ? 'met   ' : 'MISSED'} ${goal}: ${measured}\n`).join(''),
  ].join('\n');
}

export function curveTable(trades: readonly Trade[]): string {
  return textTable([
    ['setting', 'nulls % (bound)', 'callers who try again % (bound)', 'median', 'worst', 'from minute 12', 'runs'],
    ...trades.map(({ setting, nullsPercent, clustersPercent, medianTimes, worstTimes, lateTimes, runs }) => [
      setting,
      nullsPercent.toFixed(2),
      clustersPercent.toFixed(2),
      medianTimes.toFixed(2),
      worstTimes.toFixed(2),
      lateTimes.toFixed(2),
      String(runs),
    ]),
  ]);
}
