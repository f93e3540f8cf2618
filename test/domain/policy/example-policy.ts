import { InMemorySpentGlasses } from '../attestation/in-memory-spent-glasses';
import { InMemoryDebts } from './in-memory-debts';
import { watching } from '../release/example-alarm-watch';
import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { CalendarPorts } from '../../../lib/flow/read-closings';

/** Calendars that nobody asks for. */
export const NO_CALENDARS: CalendarPorts = {
  changeCalendars: { state: () => Promise.reject(new Error('asked for a change calendar')) },
  calendarFiles: { read: () => Promise.reject(new Error('asked for a calendar')) },
  readCalendarFile: () => [],
};

import type { CodeDigest } from '../../../lib/domain/code/code-digest';
import { NO_POLICY, type Policy } from '../../../lib/domain/policy/policy';

/** The SHA-256 of the package that every version has. */
export const PACKAGE = 'c'.repeat(64);
/** What it unpacks to. */
export const CODE: CodeDigest = `dirHash:${'d'.repeat(64)}`;

/** What an opener judges by: a policy, what was attested, and the bytes of a package. */
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
    debts: new InMemoryDebts(),
    ...NO_CALENDARS,
    published: {
      digest: () => Promise.resolve('0a'.repeat(32)),
      code: () => Promise.resolve({ sha256: PACKAGE, isImage: false }),
    },
    openCode: () =>
      Promise.resolve({
        sha256: () => Promise.resolve(PACKAGE),
        read: () => Promise.resolve({ sha256: PACKAGE, unpacked: () => Promise.resolve(CODE) }),
      }),
    unpacked: { read: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
    now: () => 2000,
  };
}
