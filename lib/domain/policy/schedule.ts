import type { PlannedTimes } from '../calendar/calendar';
import type { CalendarReading } from '../calendar/calendar-source';
import type { Release } from '../release/release';

/** What is known of the time in which a release is to happen. */
export interface Schedule {
  /** The release itself. */
  readonly release: Pick<Release, 'id' | 'openedAt'>;
  readonly planned: PlannedTimes;
  /** What the platform's calendars close meanwhile, by their names: those that the release is held to. */
  readonly calendars: Readonly<Record<string, CalendarReading>>;
  /** The other releases of the platform that have not ended, where it matters. */
  readonly underWay: readonly UnderWay[];
}

/** A release that has not ended. */
export type UnderWay = Pick<Release, 'id' | 'functionName' | 'state' | 'openedAt' | 'blue' | 'green'>;
