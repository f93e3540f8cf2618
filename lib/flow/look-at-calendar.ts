import { calendarsAsked, judgeFreezes } from '../domain/policy/judge-freezes';
import type { JudgedGate } from '../domain/policy/judged-gate';
import type { Judging } from '../domain/policy/judging';
import { plannedTimes } from '../domain/policy/planned-times';
import { requiredOf } from '../domain/policy/required';
import type { Manifest } from '../domain/release/manifest';
import { readClosings, type CalendarPorts } from './read-closings';

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
  const own = gates.flatMap(({ freeze }) => (freeze ? [freeze] : []));
  if (freezes.length + own.length === 0) return [];
  const release = blue === undefined ? {} : { blue };
  const planned = plannedTimes(manifest, release, at);
  const calendars = await readClosings(calendarsAsked([...freezes, ...own]), policy.calendars ?? {}, planned, ports);
  const schedule = { release: { id: '', openedAt: at }, planned, calendars, underWay: [] };
  return judgeFreezes({ ...judging, schedule }, { freezes });
}
