import { HORIZON_SECONDS } from './judge-release';
import { stoppedPercent, type Row } from './rows';
import { isSameCell, isSooner } from './winners';

export interface GoalResult {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

const MOST_PERCENT = 5;

/**
 * What ours has to hold against the peer. Where the peer holds no setting in every harmless case, there is nobody to be
 * sooner than; so ours is also held against the settings that hold what ours itself holds.
 */
export function endToEndGoals(rows: readonly Row[]): readonly GoalResult[] {
  const harmless = rows.filter(({ kind }) => kind === 'harmless');
  const oursBroken = harmless.filter((row) => row.whose === 'ours' && !isHeld(row));
  const heldByOurs = (row: Row) => !oursBroken.some((broken) => isSameCell(broken, row));
  return [
    {
      goal: `ours: at most ${MOST_PERCENT} % of each harmless case rolled back`,
      measured: oursBroken.length === 0 ? 'all' : oursBroken.map(sentence).join('; '),
      met: oursBroken.length === 0,
    },
    sooner(rows, `at most ${MOST_PERCENT} % of each harmless case`, harmless),
    sooner(rows, 'no more of each harmless case than ours has to', harmless.filter(heldByOurs)),
  ];
}

function isHeld(row: Row): boolean {
  return stoppedPercent(row) <= MOST_PERCENT;
}

/** Whether any was; where none of either was, nobody is sooner. */
function isPutBack({ meanSeconds }: Row): boolean {
  return meanSeconds < HORIZON_SECONDS;
}

/** Whether ours is sooner in every regression than the settings of the peer that hold these cases, each at the same rate. */
function sooner(rows: readonly Row[], which: string, harmless: readonly Row[]): GoalResult {
  const goal = `ours sooner than every setting of the peer that rolls back ${which}`;
  const regressions = rows.filter(({ kind }) => kind === 'regression');
  const rivals = regressions.filter(
    (row) =>
      row.whose === 'peer' &&
      harmless
        .filter((other) => other.setting === row.setting && other.requestsPerSecond === row.requestsPerSecond)
        .every(isHeld),
  );
  if (rivals.length === 0) return { goal, measured: 'no setting of the peer does', met: true };
  const races = rivals.flatMap((rival) => {
    const ours = regressions.find((row) => row.whose === 'ours' && isSameCell(row, rival));
    return isPutBack(rival) || (ours && isPutBack(ours)) ? [{ rival, ours }] : [];
  });
  const lost = races.flatMap(({ rival, ours }) =>
    ours && isSooner(ours, rival)
      ? []
      : [
          `${rival.setting}: ${placeOf(rival)}, ${rival.meanSeconds.toFixed(0)} s against ${ours?.meanSeconds.toFixed(0) ?? '-'} s`,
        ],
  );
  const places = `${races.length - lost.length} of ${races.length} cells`;
  return { goal, measured: [places, ...lost].join('; '), met: lost.length === 0 };
}

function sentence(row: Row): string {
  return `${placeOf(row)}: ${row.stopped} of ${row.rehearsals}`;
}

function placeOf(row: Row): string {
  return `${row.case}, ${row.requestsPerSecond} rps`;
}
