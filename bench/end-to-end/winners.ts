import type { Row } from './rows';

/** Who puts a regression back soonest. */
export interface Winner {
  readonly case: string;
  readonly requestsPerSecond: number;
  readonly ours: Row;
  /** The best of the peer's settings here, whatever it does in harmless cases. */
  readonly peer: Row;
  readonly wins: 'ours' | 'peer' | 'neither';
}

/** CodeDeploy looks at alarms every 15 s: what is nearer says nothing. */
const ALIKE_SECONDS = 1;

export function winnersOf(rows: readonly Row[]): readonly Winner[] {
  const regressions = rows.filter(({ kind }) => kind === 'regression');
  return regressions
    .filter(({ whose }) => whose === 'ours')
    .flatMap((ours) => {
      const peers = regressions.filter((row) => row.whose === 'peer' && isSameCell(row, ours));
      const [peer] = peers.sort((a, b) => a.meanSeconds - b.meanSeconds);
      if (!peer) return [];
      const wins = isSooner(ours, peer) ? 'ours' : isSooner(peer, ours) ? 'peer' : 'neither';
      return [{ case: ours.case, requestsPerSecond: ours.requestsPerSecond, ours, peer, wins } as const];
    });
}

export function isSooner(one: Row, other: Row): boolean {
  return one.meanSeconds < other.meanSeconds - ALIKE_SECONDS;
}

export function isSameCell(one: Row, other: Row): boolean {
  return one.case === other.case && one.requestsPerSecond === other.requestsPerSecond;
}
