import type { Certified } from './certification';
import type { LatencyRow } from './latency';
import { placeOf, type Row } from './play-cell';
import { OURS_10, OURS_10_WARM_UP, OURS_60, OURS_60_WARM_UP } from './rules';

export interface GoalResult {
  readonly goal: string;
  /** The worst cell that the goal is about. */
  readonly measured: string;
  readonly met: boolean;
}

const PRE_WARMED = [OURS_10.name, OURS_60.name];
const WARM_UP = [OURS_10_WARM_UP.name, OURS_60_WARM_UP.name];
/** Where fewer are detected, the mean time is that of the window's end. */
const NEARLY_ALL = 0.97;
/** A shorter one is less than the time between looks, more or less. */
export const SHORTEST_LIMIT_SECONDS = 20;

/** What the goals are about. */
export interface Judged {
  readonly rows: readonly Row[];
  readonly certified: readonly Certified[];
  readonly latency: readonly LatencyRow[];
}

/** The percentage that the upper bound of a row's false rollbacks may be at most; undefined where it is not judged. */
export function falseRollbackGoal({ kind, rule, cell }: Row): number | undefined {
  if (kind === 'clusters') return PRE_WARMED.includes(rule) ? 2 : undefined;
  if (kind !== 'null') return undefined;
  return (isCold(cell) ? WARM_UP : PRE_WARMED).includes(rule) ? 1 : undefined;
}

/**
 * What the watch has to hold.
 *
 * The worst time is above its goal in two places. Where calls are so few that the limit is a call and a half of green: at
 * 10 % of the traffic two errors of green multiply by 84 at most, so no stake reaches 100 before the third. And for what
 * begins late: a thirtieth of a reserve has to grow to 100, so a larger one would slow down all else (`--curve`).
 * With few runs only gross failure is judged: a false rollback that is certainly above the
 * goal, and times far above it.
 */
export function detectionGoals({ rows, certified, latency }: Judged, gross: boolean): readonly GoalResult[] {
  const judged = rows.filter((row) => falseRollbackGoal(row) !== undefined);
  const nulls = judged.filter(({ kind, cell }) => kind === 'null' && !isCold(cell));
  const cold = judged.filter(({ kind, cell }) => kind === 'null' && isCold(cell));
  const clusters = judged.filter(({ kind }) => kind === 'clusters');
  const ratios = timesOverLimit(rows, OURS_10.name);
  const slack = gross ? 1.5 : 1;
  return [
    rollbacks('false rollbacks, every null', nulls, 1, gross),
    rollbacks('false rollbacks, cold start with warm-up', cold, 1, gross),
    rollbacks('false rollbacks, callers who try again', clusters, 2, gross),
    atMost('mean time / limit, 10 s, median', ratios[Math.floor(ratios.length / 2)], 1.5 * slack),
    atMost('mean time / limit, 10 s, worst', ratios.at(-1), 2 * slack),
    certificates(certified, gross),
    slowCalls(latency, gross),
  ];
}

export interface TimeOverLimit {
  readonly place: string;
  readonly times: number;
}

/** How many times the limit a rule takes, the best first, where the limit is long enough to tell. */
export function timesOverLimit(rows: readonly Row[], rule: string): readonly TimeOverLimit[] {
  return rows
    .flatMap((row) => {
      const { limitSeconds: limit, rolledBack, runs, meanSeconds, everySeconds } = row;
      if (row.rule !== rule || limit === undefined || limit < SHORTEST_LIMIT_SECONDS) return [];
      if (rolledBack <= NEARLY_ALL * runs) return [];
      return [{ place: placeOf(row), times: meanSeconds / Math.max(everySeconds, limit) }];
    })
    .sort((left, right) => left.times - right.times);
}

function isCold(cell: string): boolean {
  return cell.startsWith('cold start');
}

function rollbacks(name: string, rows: readonly Row[], percent: number, gross: boolean): GoalResult {
  const bound = ({ lowerPercent, upperPercent }: Row) => (gross ? lowerPercent : upperPercent);
  const worst = rows.reduce<Row | undefined>(
    (left, right) => (left && bound(left) >= bound(right) ? left : right),
    undefined,
  );
  const goal = `${name}: ${gross ? 'lower' : 'upper'} 95 % bound ≤ ${percent} %`;
  if (!worst) return { goal, measured: 'nothing played', met: false };
  return {
    goal,
    measured: `${bound(worst).toFixed(2)} % (${worst.rolledBack} of ${worst.runs}; ${worst.rule}, ${placeOf(worst)})`,
    met: bound(worst) <= percent,
  };
}

function atMost(name: string, ratio: TimeOverLimit | undefined, most: number): GoalResult {
  return {
    goal: `${name} ≤ ${most}`,
    measured: ratio ? `${ratio.times.toFixed(2)} (${ratio.place})` : 'no cell where nearly all are seen',
    met: ratio !== undefined && ratio.times <= most,
  };
}

function certificates(certified: readonly Certified[], gross: boolean): GoalResult {
  const onEdge = certified.filter(({ onEdge: edge }) => edge);
  const bound = ({ lowerPercent, percent }: Certified) => (gross ? lowerPercent : percent);
  const worst = onEdge.reduce<Certified | undefined>(
    (left, right) => (left && bound(left) >= bound(right) ? left : right),
    undefined,
  );
  return {
    goal: 'false certificates on the edge ≤ 5 %',
    measured: worst ? `${bound(worst).toFixed(1)} % (${worst.requestsPerSecond} rps)` : 'nothing played',
    met: worst !== undefined && bound(worst) <= 5,
  };
}

function slowCalls(latency: readonly LatencyRow[], gross: boolean): GoalResult {
  const bounds = latency
    .filter(({ wrong }) => !wrong)
    .map(({ lowerPercent, upperPercent }) => (gross ? lowerPercent : upperPercent));
  const worst = Math.max(...bounds);
  return {
    goal: `false rollbacks by durations: ${gross ? 'lower' : 'upper'} 95 % bound ≤ 1 %`,
    measured: bounds.length > 0 ? `${worst.toFixed(2)} %` : 'nothing played',
    met: bounds.length > 0 && worst <= 1,
  };
}
