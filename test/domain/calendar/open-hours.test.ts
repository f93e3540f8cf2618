import * as fc from 'fast-check';
import { closedOutside, officeHours, openHoursProblems, type OpenHours } from '../../../lib/domain/calendar/open-hours';
import { zoneNamed } from '../../../lib/domain/calendar/time-zone';

const at = (text: string) => Date.parse(`${text}:00Z`);
const closed = (hours: OpenHours, from: string, to: string) =>
  closedOutside(hours, at(from), at(to)).map(
    ({ start, end, name }) =>
      `${new Date(start).toISOString().slice(0, 16)} ${new Date(end).toISOString().slice(0, 16)} ${name}`,
  );

describe('open hours', () => {
  it('are closed by night, at weekends and on holidays, by the clock of their place', () => {
    const hours = { ...officeHours('Europe/Berlin'), holidays: [{ date: '2026-12-25', name: 'Christmas Day' }] };
    expect(closed(hours, '2026-12-23T12:00', '2026-12-28T12:00')).toEqual([
      '2026-12-23T16:00 2026-12-24T08:00 off-hours',
      '2026-12-24T16:00 2026-12-24T23:00 off-hours',
      '2026-12-24T23:00 2026-12-25T23:00 Christmas Day',
      '2026-12-25T23:00 2026-12-27T23:00 the weekend',
      '2026-12-27T23:00 2026-12-28T08:00 off-hours',
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-30', '2026-03-30T07:00'],
    ['America/New_York', '2026-03-09', '2026-03-09T13:00'],
    ['Australia/Lord_Howe', '2026-10-05', '2026-10-04T22:00'],
    ['UTC', '2026-10-05', '2026-10-05T09:00'],
  ])('begin at nine after the clock of %s has changed', (timeZone, date, opens) => {
    const [night] = closedOutside(officeHours(timeZone), at(opens) - 60_000, at(opens) + 60_000);
    expect(new Date(night!.end).toISOString()).toBe(`${opens}:00.000Z`);
    expect(opens.slice(0, 7)).toBe(date.slice(0, 7));
  });

  it('may have a break, and the whole of a day', () => {
    const hours: OpenHours = {
      timeZone: 'UTC',
      days: {
        monday: [
          { from: '13:00', to: '24:00' },
          { from: '00:00', to: '12:00' },
        ],
        tuesday: [{ from: '00:00', to: '24:00' }],
      },
    };
    expect(closed(hours, '2026-11-30T00:00', '2026-12-03T00:00')).toEqual([
      '2026-11-30T12:00 2026-11-30T13:00 off-hours',
      '2026-12-02T00:00 2026-12-05T00:00 off-hours',
      '2026-12-05T00:00 2026-12-07T00:00 the weekend',
    ]);
  });

  it('are closed until they are open again, beyond the window too', () => {
    expect(closed(officeHours('UTC'), '2026-12-04T18:00', '2026-12-04T18:01')).toEqual([
      '2026-12-04T17:00 2026-12-05T00:00 off-hours',
      '2026-12-05T00:00 2026-12-07T00:00 the weekend',
      '2026-12-07T00:00 2026-12-07T09:00 off-hours',
    ]);
    expect(closed(officeHours('UTC'), '2026-12-04T12:00', '2026-12-04T17:00')).toEqual([]);
    expect(closed({ timeZone: 'UTC', days: {} }, '2026-12-04T12:00', '2026-12-04T17:00').at(-1)).toContain('2027-02-0');
  });

  it('have all that is wrong with them said', () => {
    const hours = {
      timeZone: 'Mars/Base',
      days: { monday: [{ from: '9:00', to: '17:00' }], tuesday: [{ from: '17:00', to: '09:00' }], funday: [] },
      holidays: [{ date: '2026-02-30' }, { date: 'Christmas' }],
    };
    expect(openHoursProblems(hours)).toEqual([
      'timeZone must be a name of the IANA database such as Europe/Berlin, got Mars/Base',
      'days has funday; the days are monday, tuesday, wednesday, thursday, friday, saturday, sunday',
      'the hours of monday must be times such as 09:00, got 9:00 to 17:00',
      'the hours of tuesday must end after they begin, got 17:00 to 09:00',
      'a holiday must be a date such as 2026-12-25, got 2026-02-30',
      'a holiday must be a date such as 2026-12-25, got Christmas',
    ]);
    expect(() => closedOutside(hours, 0, 1)).toThrow('The open hours are wrong: timeZone must be');
  });

  it('agree with the clock of their place at every hour', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 24 * 365 * 2 }), (timeZone, hour) => {
        const moment = at('2026-01-01T00:00') + hour * 3_600_000;
        const wall = new Date(moment + zoneNamed(timeZone)!.offsetAt(moment));
        const isOpen = wall.getUTCDay() % 6 !== 0 && wall.getUTCHours() >= 9 && wall.getUTCHours() < 17;
        expect(closedOutside(officeHours(timeZone), moment, moment + 1).length > 0).toBe(!isOpen);
      }),
    );
  });
});

describe('a time zone', () => {
  it.each(['Mars/Base', '+01:00', '', 'Europe/Berlin '])('has a name of the IANA database, and not %j', (name) => {
    expect(zoneNamed(name)).toBeUndefined();
  });

  it.each([
    ['UTC', '2026-07-01T00:00', 0],
    ['Europe/Berlin', '2026-03-29T00:59', 60],
    ['Europe/Berlin', '2026-03-29T01:00', 120],
    ['America/New_York', '2026-11-01T06:00', -300],
    ['Australia/Lord_Howe', '2026-07-01T00:00', 630],
    ['Australia/Lord_Howe', '2026-12-01T00:00', 660],
    ['Europe/Berlin', '1850-01-01T00:00', 53 + 28 / 60],
  ])('%s is at %s so many minutes before Greenwich: %d', (name, moment, minutes) => {
    expect(zoneNamed(name)!.offsetAt(at(moment))).toBe(Math.round(minutes * 60) * 1000);
  });
});
