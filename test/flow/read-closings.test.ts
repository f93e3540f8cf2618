import { calendarOfBytes } from '../../lib/documents/read-calendar';
import type { ChangeCalendars } from '../../lib/domain/calendar/calendar-source';
import { readClosings, type CalendarPorts } from '../../lib/flow/read-closings';

const at = (text: string) => Date.parse(`2026-12-${text}Z`);
const PLANNED = { now: at('10T10:00:00'), shiftEnds: at('10T11:00:00'), bakeEnds: at('10T11:30:00') };
const FILE = { kind: 'file', bucket: 'b', key: 'freeze.ics', timeZone: 'Europe/Berlin' } as const;
const DOCUMENT = { kind: 'ssm', document: 'Freeze' } as const;

/** A change calendar with these closed times, as Systems Manager answers for it. */
function changing(...closed: readonly (readonly [from: string, to: string])[]): ChangeCalendars {
  const spans = closed.map(([from, to]) => [at(from), to === '' ? Infinity : at(to)] as const);
  return {
    state: (_, when) => {
      const isOpen = !spans.some(([from, to]) => from <= when && when < to);
      const changes = spans.flat().filter((one) => one > when && one < Infinity);
      return Promise.resolve({ isOpen, ...(changes.length === 0 ? {} : { changesAt: Math.min(...changes) }) });
    },
  };
}

function ports(more: Partial<CalendarPorts> = {}): CalendarPorts {
  return {
    changeCalendars: changing(),
    calendarFiles: { read: () => Promise.reject(new Error('there is none')) },
    readCalendarFile: calendarOfBytes,
    ...more,
  };
}

const text = (moment: number) => (moment === Infinity ? 'never' : new Date(moment).toISOString().slice(8, 19));

async function ofDocument(changeCalendars: ChangeCalendars) {
  const { freeze } = await readClosings(['freeze'], { freeze: DOCUMENT }, PLANNED, ports({ changeCalendars }));
  return freeze && 'spans' in freeze ? freeze.spans.map(({ start, end }) => `${text(start)} ${text(end)}`) : freeze;
}

const ofBytes = async (bytes: Uint8Array | string) => {
  const read = () => Promise.resolve(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  const { freeze } = await readClosings(['freeze'], { freeze: FILE }, PLANNED, ports({ calendarFiles: { read } }));
  return freeze;
};

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Freeze', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );

describe('a change calendar', () => {
  it.each<[string, ChangeCalendars, readonly string[]]>([
    ['open all the while', changing(), []],
    ['open, and closed when all is over', changing(['10T11:30:00', '10T12:00:00']), []],
    ['closed now', changing(['09T00:00:00', '10T10:20:00']), ['10T10:00:00 10T10:20:00']],
    ['closed for good', changing(['09T00:00:00', '']), ['10T10:00:00 never', '10T11:29:59 never']],
    ['closed for a minute between', changing(['10T10:30:00', '10T10:31:00']), ['10T10:30:00 10T10:31:00']],
    [
      'closed at the end',
      changing(['10T11:29:00', '10T15:00:00']),
      ['10T11:29:00 10T15:00:00', '10T11:29:59 10T15:00:00'],
    ],
    [
      'closed twice',
      changing(['10T10:30:00', '10T10:31:00'], ['10T10:40:00', '10T10:41:00']),
      ['10T10:30:00 10T10:31:00', '10T10:40:00 10T10:41:00'],
    ],
  ])('is %s', async (_, calendars, expected) => {
    expect(await ofDocument(calendars)).toEqual(expected);
  });

  it('is asked for the end too, where it says nothing of a change', async () => {
    const calendars = changing(['10T11:00:00', '10T12:00:00']);
    const silent: ChangeCalendars = {
      state: async (name, when) => ({ isOpen: (await calendars.state(name, when)).isOpen }),
    };
    expect(await ofDocument(silent)).toEqual(['10T11:29:59 never']);
  });

  it.each([
    ['cannot be asked', { state: () => Promise.reject(new Error('denied')) }, 'denied'],
    [
      'changes without end',
      { state: (_: string, when: number) => Promise.resolve({ isOpen: true, changesAt: when + 1000 }) },
      'it changes more than 20 times during the release',
    ],
    [
      'goes back in time',
      { state: () => Promise.resolve({ isOpen: true, changesAt: 0 }) },
      'it says that it changes before the time that it was asked for',
    ],
  ])('that %s is one that cannot be read', async (_, calendars, problem) => {
    expect(await ofDocument(calendars)).toEqual({ problem });
  });
});

describe('a calendar in a bucket', () => {
  it('closes by the clock of its zone', async () => {
    expect(await ofBytes(calendar('DTSTART:20261210T120000', 'DTEND:20261210T140000'))).toEqual({
      spans: [{ start: at('10T11:00:00'), end: at('10T13:00:00'), name: 'Freeze' }],
    });
    expect(await ofBytes(calendar('DTSTART;VALUE=DATE:20261210'))).toEqual({
      spans: [{ start: at('09T23:00:00'), end: at('10T23:00:00'), name: 'Freeze' }],
    });
  });

  it.each([
    [
      'is cut off',
      calendar('DTSTART:20261210T120000').split('END:VEVENT')[0] ?? '',
      /^DocumentError: freeze:2:1: VEVENT has no END:VEVENT/,
    ],
    ['is written in UTF-16', Buffer.from(`\ufeff${calendar()}`, 'utf16le'), /freeze:1:1: is written in UTF-16/],
    ['has bytes that are no UTF-8', Buffer.from([66, 69, 0xff]), /freeze:1:1: has bytes that are no UTF-8/],
    ['is empty', '', /freeze:1:1: has no calendar/],
    ['is another document', '<html>', /freeze:1:1: is no line of a calendar/],
    ['has several things wrong', calendar('DTSTART:1', 'RRULE:FREQ=X'), /^DocumentError: freeze:[^\n]*$/],
  ])('that %s is one that cannot be read, in one line', async (_, bytes, says) => {
    const reading = await ofBytes(bytes);
    expect(reading).toEqual({ problem: expect.stringMatching(says) as string });
  });

  it('that is not there says so, and one that the platform does not have is left out', async () => {
    const read = await readClosings(['freeze', 'toString'], { freeze: FILE }, PLANNED, ports());
    expect(read).toEqual({ freeze: { problem: 'there is none' } });
  });
});
