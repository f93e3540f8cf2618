import { calendarsAsked } from '../domain/policy/judge-freezes';
import type { Judging } from '../domain/policy/judging';
import { plannedTimes } from '../domain/policy/planned-times';
import { requiredOf } from '../domain/policy/required';
import type { Schedule } from '../domain/policy/schedule';
import type { Ledger } from '../domain/release/ledger';
import type { Manifest } from '../domain/release/manifest';
import type { Release } from '../domain/release/release';
import { readClosings, type CalendarPorts } from './read-closings';
import { releasesUnderWay } from './releases-under-way';

export interface SchedulePorts extends CalendarPorts {
  readonly ledger: Pick<Ledger, 'unsettled' | 'read'>;
}

/** What is known of the time in which it is to happen, as far as the platform or the release itself asks for that. */
export async function seeSchedule(
  release: Pick<Release, 'id' | 'functionName' | 'blue' | 'openedAt'>,
  manifest: Manifest,
  known: Pick<Judging, 'functionName' | 'type' | 'facts' | 'policy' | 'gates' | 'at'>,
  { ledger, ...ports }: SchedulePorts,
): Promise<Schedule> {
  const { policy, gates, at } = known;
  const { freezes, alone } = requiredOf(policy, known);
  const own = gates.flatMap(({ freeze }) => (freeze ? [freeze] : []));
  const planned = plannedTimes(manifest, release, at);
  const [calendars, underWay] = await Promise.all([
    readClosings(calendarsAsked([...freezes, ...own]), policy.calendars ?? {}, planned, ports),
    alone.length === 0 ? [] : releasesUnderWay(ledger),
  ]);
  return { release, planned, calendars, underWay };
}
