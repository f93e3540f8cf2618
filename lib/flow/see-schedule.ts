import { calendarsAsked } from '../domain/policy/judge-freezes';
import type { Judging } from '../domain/policy/judging';
import { plannedTimes } from '../domain/policy/planned-times';
import type { Required } from '../domain/policy/required';
import type { Schedule } from '../domain/policy/schedule';
import type { Ledger } from '../domain/release/ledger';
import type { Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import { readClosings, type CalendarPorts } from './read-closings';
import { releasesUnderWay } from './releases-under-way';

export interface SchedulePorts extends CalendarPorts {
  readonly ledger: Pick<Ledger, 'unsettled' | 'read'>;
}

/** When a release is to happen, and what the calendars say of that which the platform or the release itself names. */
export async function seeClosings(
  release: Pick<Release, 'blue'>,
  manifest: Manifest,
  { policy, gates, at }: Pick<Judging, 'policy' | 'gates' | 'at'>,
  { freezes }: Pick<Required, 'freezes'>,
  ports: CalendarPorts,
): Promise<Pick<Schedule, 'planned' | 'calendars'>> {
  const own = gates.flatMap(({ freeze }) => (freeze ? [freeze] : []));
  const planned = plannedTimes(manifest, release, at);
  const asked = calendarsAsked([...freezes, ...own]);
  return { planned, calendars: await readClosings(asked, policy.calendars ?? {}, planned, ports) };
}

/** What is known of the time in which it is to happen, as far as the platform or the release itself asks for that. */
export async function seeSchedule(
  release: Pick<Release, 'id' | 'functionName' | 'blue' | 'openedAt'>,
  manifest: Manifest,
  known: Pick<Judging, 'policy' | 'gates' | 'at'>,
  required: Required,
  { ledger, ...ports }: SchedulePorts,
): Promise<Schedule> {
  const [closings, underWay] = await Promise.all([
    seeClosings(release, manifest, known, required, ports),
    required.alone.length === 0 ? [] : releasesUnderWay(ledger),
  ]);
  return { release, ...closings, underWay };
}
