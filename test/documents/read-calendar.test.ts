import * as fc from 'fast-check';
import { calendarSpans, type CalendarQuestion } from '../../lib/documents/read-calendar';
import { momentIn, zoneNamed } from '../../lib/domain/calendar/time-zone';
import table from '../cases/documents/recurrences.json';
import { problemsOf } from './problems-of';

const BERLIN = zoneNamed('Europe/Berlin')!;
const ALWAYS = { from: Date.UTC(1990, 0), to: Date.UTC(2040, 0), zone: BERLIN, zoneNamed, momentIn };

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Freeze', ...lines, 'END:VEVENT'];
}

/** When the events of a calendar are, in UTC, such as `2026-12-24T17:00 2026-12-24T18:00`. */
function spans(lines: readonly string[], question: Partial<CalendarQuestion> = {}): readonly string[] {
  const text = (at: number) => new Date(at).toISOString().slice(0, at % 60_000 === 0 ? 16 : 19);
  return calendarSpans('file', calendar(...lines), { ...ALWAYS, ...question }).map(
    ({ start, end }) => `${text(start)} ${text(end)}`,
  );
}

const at = (text: string) => Date.parse(`${text}Z`);

describe('a recurring event', () => {
  const zone = zoneNamed(table.zone)!;
  const moment = (wall: string) => momentIn(zone, at(wall.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5')));

  it.each(table.cases)('takes place as in RFC 5545: $name', ({ start, rule, to, excluded, expected }) => {
    const text = calendar(
      ...event(
        `DTSTART;TZID=${table.zone}:${start}`,
        'DURATION:PT1M',
        `RRULE:${rule}`,
        ...(excluded === undefined ? [] : [`EXDATE;TZID=${table.zone}:${excluded}`]),
      ),
    );
    const found = calendarSpans('file', text, { ...ALWAYS, from: at('1990-01-01T00:00:00'), to: moment(to) });
    expect(found.map((span) => span.start)).toEqual(expected.map(moment));
  });

  it('is found in a window as in all of time', () => {
    const lines = [
      'DAILY',
      'DAILY;INTERVAL=3',
      'WEEKLY;INTERVAL=2;BYDAY=SU,TU',
      'MONTHLY;INTERVAL=5;BYDAY=-1FR',
    ].concat(
      ['YEARLY;INTERVAL=3;BYMONTH=2,5;BYMONTHDAY=-1', 'HOURLY;INTERVAL=7;BYMONTH=3', 'YEARLY;BYWEEKNO=1,53'],
      ['MINUTELY;INTERVAL=1111', 'DAILY;COUNT=4000', 'MONTHLY;BYDAY=MO,WE;BYSETPOS=-2'],
    );
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.integer({ min: 0, max: 3000 }), (rule, day) => {
        const recurring = event('DTSTART;TZID=Europe/Berlin:20240131T233000', 'DURATION:P1DT2H', `RRULE:FREQ=${rule}`);
        const window = {
          from: at('2024-01-01T00:00:00') + day * 86_400_000,
          to: at('2024-03-01T00:00:00') + day * 86_400_000,
        };
        const all = calendarSpans('file', calendar(...recurring), { ...ALWAYS, to: window.to });
        expect(calendarSpans('file', calendar(...recurring), { ...ALWAYS, ...window })).toEqual(
          all.filter(({ end }) => end > window.from),
        );
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['never, on a day that no year has', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ['never, in a month and a week that never meet', 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6'],
    ['never, on a month that is too short', 'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31'],
  ])('takes place %s, but for its beginning', (_, rule) => {
    expect(spans(event('DTSTART:20260210T100000Z', 'DURATION:PT1H', `RRULE:${rule}`))).toEqual([
      '2026-02-10T10:00 2026-02-10T11:00',
    ]);
  });

  it('leaves out what EXDATE names, in whatever zone', () => {
    expect(
      spans(
        event(
          'DTSTART;TZID=Europe/Berlin:20261023T180000',
          'DTEND;TZID=Europe/Berlin:20261023T190000',
          'RRULE:FREQ=DAILY;COUNT=4',
          'EXDATE;TZID=America/New_York:20261024T120000',
          'EXDATE:20261026T170000Z',
        ),
      ),
    ).toEqual(['2026-10-23T16:00 2026-10-23T17:00', '2026-10-25T17:00 2026-10-25T18:00']);
  });

  it('has the times of RDATE too, each once', () => {
    expect(
      spans(
        event(
          'DTSTART:20260101T100000Z',
          'DURATION:PT1H',
          'RRULE:FREQ=DAILY;COUNT=2',
          'RDATE:20260102T100000Z,20260110T080000Z',
          'RDATE;VALUE=PERIOD:20260120T080000Z/PT2H,20260121T080000Z/20260121T083000Z',
        ),
      ),
    ).toEqual([
      '2026-01-01T10:00 2026-01-01T11:00',
      '2026-01-02T10:00 2026-01-02T11:00',
      '2026-01-10T08:00 2026-01-10T09:00',
      '2026-01-20T08:00 2026-01-20T10:00',
      '2026-01-21T08:00 2026-01-21T08:30',
    ]);
  });

  const weekly = event('DTSTART;TZID=Europe/Berlin:20260105T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3');

  it.each([
    ['moved', ['DTSTART;TZID=Europe/Berlin:20260113T140000', 'DURATION:PT2H'], ['2026-01-13T13:00 2026-01-13T15:00']],
    ['cancelled', ['DTSTART;TZID=Europe/Berlin:20260112T100000', 'DURATION:PT1H', 'STATUS:CANCELLED'], []],
    [
      'said to leave the time free',
      ['DTSTART;TZID=Europe/Berlin:20260112T100000', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'],
      [],
    ],
  ])('has an instance that was %s where it is now alone', (_, lines, instead) => {
    const instance = event('RECURRENCE-ID;TZID=Europe/Berlin:20260112T100000', ...lines);
    for (const all of [
      [...weekly, ...instance],
      [...instance, ...weekly],
    ])
      expect(spans(all)).toEqual(
        ['2026-01-05T09:00 2026-01-05T10:00', ...instead, '2026-01-19T09:00 2026-01-19T10:00'].sort(),
      );
  });

  it('is there beside one that claims to be the same, where nothing says which is newer', () => {
    const copied = [
      ...event('DTSTART:20261224T170000Z', 'DURATION:PT1H'),
      ...event('DTSTART:20261231T170000Z', 'DURATION:PT1H'),
    ];
    const both = ['2026-12-24T17:00 2026-12-24T18:00', '2026-12-31T17:00 2026-12-31T18:00'];
    expect(spans(copied)).toEqual(both);
    expect(
      spans([
        ...event('DTSTART:20261201T170000Z', 'DURATION:PT1H').map((line) =>
          line.replace('DTSTAMP:2026', 'DTSTAMP:2025'),
        ),
        ...copied,
      ]),
    ).toEqual(both);
  });

  it('has the newest version of an instance that was moved twice', () => {
    const moved = (sequence: number, hour: string) =>
      event('RECURRENCE-ID:20260112T090000Z', `SEQUENCE:${sequence}`, `DTSTART:20260112T${hour}0000Z`, 'DURATION:PT1H');
    expect(spans([...weekly, ...moved(2, '20'), ...moved(1, '21')])).toContain('2026-01-12T20:00 2026-01-12T21:00');
    expect(spans([...weekly, ...moved(2, '20'), ...moved(1, '21')])).toHaveLength(3);
  });
});

describe('an event', () => {
  it.each([
    ['UTC', 'DTSTART:20261224T170000Z', 'DTEND:20261224T180000Z'],
    ['a zone of the IANA database', 'DTSTART;TZID=Europe/Berlin:20261224T180000', 'DURATION:PT1H'],
    [
      'a zone in quotes, and an end in another',
      'DTSTART;TZID="Europe/Berlin":20261224T180000',
      'DTEND;TZID=America/New_York:20261224T130000',
    ],
    ['no zone, which is that of whoever asks', 'DTSTART:20261224T180000', 'DTEND:20261224T190000'],
  ])('is at the time of %s', (_, ...lines) => {
    expect(spans(event(...lines))).toEqual(['2026-12-24T17:00 2026-12-24T18:00']);
  });

  it.each([
    ['Europe/Berlin', '20260329T013000', '2026-03-29T00:30 2026-03-29T01:30'],
    ['Europe/Berlin, at a time that is not there', '20260329T023000', '2026-03-29T01:30 2026-03-29T02:30'],
    ['Europe/Berlin, at a time that is there twice', '20261025T023000', '2026-10-25T00:30 2026-10-25T01:30'],
    ['America/New_York', '20260308T013000', '2026-03-08T06:30 2026-03-08T07:30'],
    ['America/New_York, at a time that is not there', '20260308T023000', '2026-03-08T07:30 2026-03-08T08:30'],
    ['America/New_York, at a time that is there twice', '20261101T013000', '2026-11-01T05:30 2026-11-01T06:30'],
    ['Australia/Lord_Howe, whose clock moves by half an hour', '20260405T013000', '2026-04-04T14:30 2026-04-04T15:30'],
    ['Australia/Lord_Howe, at a time that is there twice', '20260405T014500', '2026-04-04T14:45 2026-04-04T15:45'],
    ['Australia/Lord_Howe, at a time that is not there', '20261004T021500', '2026-10-03T15:45 2026-10-03T16:45'],
    ['Australia/Lord_Howe, after it', '20261004T030000', '2026-10-03T16:00 2026-10-03T17:00'],
  ])('is right where clocks change in %s', (zone, start, expected) => {
    const [name] = zone.split(',');
    expect(spans(event(`DTSTART;TZID=${name!}:${start}`, 'DURATION:PT1H'))).toEqual([expected]);
  });

  it.each([
    ['a duration of hours is exact', 'DURATION:PT24H', '2026-03-28T11:00 2026-03-29T11:00'],
    ['a duration of days is of the wall', 'DURATION:P1D', '2026-03-28T11:00 2026-03-29T10:00'],
    ['an end is an end', 'DTEND;TZID=Europe/Berlin:20260329T120000', '2026-03-28T11:00 2026-03-29T10:00'],
  ])('over a change of the clock: %s', (_, length, expected) => {
    expect(spans(event('DTSTART;TZID=Europe/Berlin:20260328T120000', length))).toEqual([expected]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-28T23:00 2026-03-29T22:00'],
    ['America/New_York', '2026-03-29T04:00 2026-03-30T04:00'],
    ['Australia/Lord_Howe', '2026-03-28T13:00 2026-03-29T13:00'],
    ['UTC', '2026-03-29T00:00 2026-03-30T00:00'],
  ])('of a whole day is that day in %s, where whoever asks is', (name, expected) => {
    const zone = zoneNamed(name)!;
    expect(spans(event('DTSTART;VALUE=DATE:20260329'), { zone })).toEqual([expected]);
    expect(spans(event('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'), { zone })).toEqual([expected]);
    expect(spans(event('DTSTART;VALUE=DATE:20260329', 'DURATION:P1D'), { zone })).toEqual([expected]);
  });

  it('of whole days recurs by days, some of which are shorter', () => {
    const lines = [
      'DTSTART;VALUE=DATE:20260328',
      'DTEND;VALUE=DATE:20260329',
      'RRULE:FREQ=DAILY;UNTIL=20260330',
      'EXDATE;VALUE=DATE:20260328',
    ];
    expect(spans(event(...lines))).toEqual(['2026-03-28T23:00 2026-03-29T22:00', '2026-03-29T22:00 2026-03-30T22:00']);
  });

  it.each([
    ['is cancelled', 'STATUS:CANCELLED'],
    ['leaves the time free', 'TRANSP:TRANSPARENT'],
    ['has no length', 'DESCRIPTION:none'],
  ])('that %s takes up none', (_, line) => {
    expect(spans(event('DTSTART:20261224T170000Z', line, ...(line.startsWith('D') ? [] : ['DURATION:PT1H'])))).toEqual(
      [],
    );
  });

  it('is in the window from its first moment, and not at its end', () => {
    const lines = event('DTSTART:20261224T170000Z', 'DTEND:20261224T180000Z');
    const [start, end] = [at('2026-12-24T17:00:00'), at('2026-12-24T18:00:00')];
    expect(spans(lines, { from: start - 60_000, to: start })).toEqual([]);
    expect(spans(lines, { from: start - 60_000, to: start + 1 })).toHaveLength(1);
    expect(spans(lines, { from: end - 1, to: end })).toHaveLength(1);
    expect(spans(lines, { from: end, to: end + 60_000 })).toEqual([]);
  });

  it('has a name, folded and escaped as it may be', () => {
    const text = calendar(
      'BEGIN:VEVENT',
      'DTSTART:20261224T170000Z',
      'DURATION:PT1H',
      'SUMMARY:Christ',
      ' mas\\, and',
      '\t more\\; \\\\o/',
      'END:VEVENT',
    );
    expect(calendarSpans('file', text, ALWAYS)).toEqual([
      { start: at('2026-12-24T17:00:00'), end: at('2026-12-24T18:00:00'), name: 'Christmas, and more; \\o/' },
    ]);
    expect(calendarSpans('file', text.replaceAll('\r\n', '\n'), ALWAYS)).toHaveLength(1);
  });

  it('may have as many parameters as it likes', () => {
    const many = ';A=b,"c:d"'.repeat(100_000);
    expect(spans(event('DTSTART:20261224T170000Z', 'DURATION:PT1H', `X-MANY${many}:e`))).toHaveLength(1);
  });

  it.each([
    ['VFREEBUSY', 'FREEBUSY:20261224T170000Z/PT1H'],
    ['VAVAILABILITY', 'BUSYTYPE:BUSY'],
  ])('is refused where it says in %s when a time is taken', (name, line) => {
    const lines = [...event('DTSTART:20261224T170000Z', 'DURATION:PT1H'), `BEGIN:${name}`, line, `END:${name}`];
    expect(problemsOf(() => spans(lines))).toEqual([expect.stringContaining(`11:1: ${name} is not read`)]);
  });

  it('is left alone by alarms, tasks and free times beside it', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'ACTION:DISPLAY', 'END:VALARM'];
    const task = ['BEGIN:VTODO', 'UID:2', 'DTSTART:20261224T170000Z', 'DUE:20261225T170000Z', 'END:VTODO'];
    expect(spans([...event('DTSTART:20261224T170000Z', 'DURATION:PT1H', ...alarm), ...task])).toHaveLength(1);
  });
});

describe('a zone that the calendar defines', () => {
  const observance = (name: string, start: string, from: string, to: string, ...more: readonly string[]) => [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...more,
    `END:${name}`,
  ];
  const outlook = [
    'BEGIN:VTIMEZONE',
    'TZID:W. Europe Standard Time',
    ...observance(
      'STANDARD',
      '16010101T030000',
      '+0200',
      '+0100',
      'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
    ),
    ...observance('DAYLIGHT', '16010101T020000', '+0100', '+0200', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3'),
    'END:VTIMEZONE',
  ];

  it('holds where its name is in no database, as Outlook writes it', () => {
    const lines = ['DTSTART;TZID=W. Europe Standard Time:20261023T180000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'];
    expect(spans([...outlook, ...event(...lines)])).toEqual([
      '2026-10-23T16:00 2026-10-23T17:00',
      '2026-10-24T16:00 2026-10-24T17:00',
      '2026-10-25T17:00 2026-10-25T18:00',
    ]);
  });

  it('gives what the database has of the same rules', () => {
    const [from, to] = [at('2000-01-01T00:00:00') / 60_000, at('2038-01-01T00:00:00') / 60_000];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: from, max: to }), { minLength: 50, maxLength: 50 }), (starts) => {
        const wall = (minutes: number) => new Date(minutes * 60_000).toISOString().replace(/[-:]|\.000Z/g, '');
        const by = (zone: string) =>
          spans([
            ...outlook,
            ...starts.flatMap((start, uid) => [
              'BEGIN:VEVENT',
              `UID:${uid}`,
              `DTSTART;TZID=${zone}:${wall(start)}`,
              'DURATION:PT1H',
              'END:VEVENT',
            ]),
          ]);
        expect(by('W. Europe Standard Time')).toEqual(by('Europe/Berlin'));
      }),
      { numRuns: 10 },
    );
  });

  it('holds before its first change, and after one that is given by a date', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Office',
      ...observance('STANDARD', '20200101T000000', '+0300', '+0400', 'RDATE:20260101T000000'),
      ...observance('DAYLIGHT', '20250101T000000', '+0400', '+053015'),
      'END:VTIMEZONE',
    ];
    const one = (start: string) => spans([...zone, ...event(`DTSTART;TZID=Office:${start}`, 'DURATION:PT1H')]);
    expect(one('20190601T120000')).toEqual(['2019-06-01T09:00 2019-06-01T10:00']);
    expect(one('20210601T120000')).toEqual(['2021-06-01T08:00 2021-06-01T09:00']);
    expect(one('20250601T120000')).toEqual(['2025-06-01T06:29:45 2025-06-01T07:29:45']);
  });
});

describe('a calendar that cannot be read', () => {
  const of = (...lines: readonly string[]) => calendar(...event(...lines));
  it.each([
    ['is nothing', '', '1:1: has no calendar; a calendar begins with BEGIN:VCALENDAR'],
    ['is a page', '<html>Sign in</html>', '1:1: is no line of a calendar'],
    [
      'is cut off',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101T000000Z\n',
      '2:1: VEVENT has no END:VEVENT: the calendar is cut off',
    ],
    [
      'is cut within',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n',
      '3:1: ends VCALENDAR, and what is open here is VEVENT',
    ],
    ['has a line that is none', calendar('no line'), '4:1: is no line of a calendar'],
    ['has no start', of('DURATION:PT1H'), '4:1: the event has no DTSTART'],
    ['has two starts', of('DTSTART:20260101T000000Z', 'DTSTART:20260102T000000Z'), '9:1: DTSTART is there twice'],
    ['has a day that is none', of('DTSTART:20260230T000000Z'), '8:1: DTSTART must be a time such as'],
    [
      'has a day without saying so',
      of('DTSTART:20260228'),
      '8:1: DTSTART must be a time such as 20261224T180000, or say VALUE=DATE, got 20260228',
    ],
    [
      'has a zone that nobody knows',
      of('DTSTART;TZID=Mars/Base:20260228T000000', 'DURATION:PT1H'),
      '4:1: the time zone Mars/Base is neither in the IANA database nor defined',
    ],
    [
      'ends before it begins',
      of('DTSTART:20260102T000000Z', 'DTEND:20260101T000000Z'),
      '4:1: the event ends before it begins',
    ],
    [
      'has both an end and a duration',
      of('DTSTART:20260102T000000Z', 'DTEND:20260103T000000Z', 'DURATION:PT1H'),
      '10:1: DTEND and DURATION exclude each other',
    ],
    [
      'runs backwards',
      of('DTSTART:20260102T000000Z', 'DURATION:-PT1H'),
      '9:1: DURATION must be a duration such as PT4H',
    ],
    [
      'excludes a day of times',
      of('DTSTART:20260102T000000Z', 'EXDATE;VALUE=DATE:20260102'),
      '9:1: EXDATE is a date, and DTSTART is not',
    ],
    [
      'has a rule of no frequency',
      of('DTSTART:20260102T000000Z', 'RRULE:FREQ=FORTNIGHTLY'),
      '9:1: FREQ must be one of YEARLY, MONTHLY,',
    ],
    [
      'has a rule with an unknown part',
      of('DTSTART:20260102T000000Z', 'RRULE:FREQ=DAILY;BYEASTER=1'),
      '9:1: unknown part BYEASTER',
    ],
    [
      'has a rule that contradicts itself',
      of('DTSTART:20260102T000000Z', 'RRULE:FREQ=WEEKLY;BYMONTHDAY=1'),
      '9:1: BYMONTHDAY does not go with FREQ=WEEKLY',
    ],
    ['has an EXRULE', of('DTSTART:20260102T000000Z', 'EXRULE:FREQ=DAILY'), '9:1: EXRULE is not read'],
    [
      'moves all that follow',
      of('DTSTART:20260102T000000Z', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260102T000000Z'),
      '9:1: RANGE is not read',
    ],
    ['is nested without end', 'BEGIN:VCALENDAR\n'.repeat(1000), '11:1: is nested more than 10 deep'],
    [
      'takes place each second',
      of('DTSTART:20200101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'),
      '4:1: takes place more often than a calendar of freezes can',
    ],
    [
      'counts without end',
      of('DTSTART:20200101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY;COUNT=999999999;BYMONTH=1'),
      '4:1: takes place more often',
    ],
  ])('is refused with its place where it %s', (_, text, problem) => {
    expect(problemsOf(() => calendarSpans('file', text, ALWAYS))).toEqual([expect.stringContaining(problem)]);
  });

  it('has all of its problems listed', () => {
    const text = calendar(...event('DTSTART:1'), ...event('DTSTART:2'));
    expect(problemsOf(() => calendarSpans('file', text, ALWAYS))).toHaveLength(2);
  });

  it('is refused wherever it is cut off, but for its last line end', () => {
    const text = of('DTSTART:20260102T000000Z', 'DURATION:PT1H').trimEnd();
    for (let length = 0; length < text.length; length++)
      expect(problemsOf(() => calendarSpans('file', text.slice(0, length), ALWAYS))).not.toEqual([]);
  });

  it('is refused in bounded time, however many rules it has', () => {
    const rules = Array.from({ length: 200 }, () =>
      event('DTSTART:19000101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=MINUTELY;COUNT=99999999'),
    ).flat();
    const before = performance.now();
    expect(problemsOf(() => calendarSpans('file', calendar(...rules), ALWAYS))[0]).toContain('takes place more often');
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
