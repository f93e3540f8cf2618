import { judgeFreezes } from '../domain/policy/judge-freezes';
import type { JudgedGate } from '../domain/policy/judged-gate';
import type { Judging } from '../domain/policy/judging';
import { requiredOf } from '../domain/policy/required';
import type { Manifest } from '../domain/release/manifest';
import type { CalendarPorts } from './read-closings';
import { seeClosings } from './see-schedule';

/** A release that has not begun. */
export interface AheadRelease {
  /** The version that serves; missing at a first deploy. */
  readonly blue?: string;
  readonly manifest: Manifest;
}

/** What the freezes of a release would say if it were opened now: the same as the opener then. */
export async function lookAtCalendar(
  { blue, manifest }: AheadRelease,
  judging: Judging,
  ports: CalendarPorts,
): Promise<readonly JudgedGate[]> {
  const { policy, gates, at } = judging;
  const { freezes } = requiredOf(policy, judging);
  if (freezes.length === 0 && gates.every(({ freeze }) => freeze === undefined)) return [];
  const release = blue === undefined ? {} : { blue };
  const closings = await seeClosings(release, manifest, judging, { freezes }, ports);
  const schedule = { release: { id: '', openedAt: at }, ...closings, underWay: [] };
  return judgeFreezes({ ...judging, schedule }, { freezes });
}
