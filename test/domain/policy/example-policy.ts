import { InMemorySpentGlasses } from '../attestation/in-memory-spent-glasses';
import { watching } from '../release/example-alarm-watch';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { CalendarPorts } from '../../../lib/flow/read-closings';
import { NO_POLICY, type Policy } from '../../../lib/domain/policy/policy';

/** Calendars that nobody asks for. */
export const NO_CALENDARS: CalendarPorts = {
  changeCalendars: { state: () => Promise.reject(new Error('asked for a change calendar')) },
  calendarFiles: { read: () => Promise.reject(new Error('asked for a calendar')) },
  readCalendarFile: () => [],
};

/** What an opener judges by: a policy, and what was attested. */
export function judging(
  read: (name: string) => Promise<string>,
  { policy = NO_POLICY, attested = [] }: { readonly policy?: Policy; readonly attested?: readonly Attestation[] } = {},
) {
  return {
    parameters: {
      read: (name: string) => (name.endsWith('/policy') ? Promise.resolve(JSON.stringify(policy)) : read(name)),
    },
    attestations: { of: (subject: string) => Promise.resolve(attested.filter((one) => one.subject === subject)) },
    alarmWatches: { of: () => Promise.resolve(watching()) },
    spentGlasses: new InMemorySpentGlasses(),
    ...NO_CALENDARS,
    now: () => 2000,
  };
}
