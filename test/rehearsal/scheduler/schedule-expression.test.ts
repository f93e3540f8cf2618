import fc from 'fast-check';
import { parseScheduleExpression } from '../../../lib/rehearsal/scheduler/schedule-expression';
import cases from '../../cases/scheduler/cron.json';

const time = (iso: string) => Date.parse(iso);
const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');

describe('a cron expression', () => {
  it.each(cases.times as readonly { name: string; given: string; zone?: string; after: string; expected: string[] }[])(
    'comes round at $name: $given',
    ({ given, zone, after, expected }) => {
      const expression = parseScheduleExpression(given, zone)!;
      let last: number | undefined = time(after);
      const times = Array.from({ length: Math.max(1, expected.length) }, () => {
        last = last === undefined ? undefined : expression.next(last, 0);
        return iso(last);
      });
      expect(times).toEqual(expected.length === 0 ? [undefined] : expected);
    },
  );

  it('always goes forward, to full minutes that it allows', () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const hour = fc.integer({ min: 0, max: 23 });
    const after = fc.integer({ min: time('2026-01-01T00:00:00Z'), max: time('2030-01-01T00:00:00Z') });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(minute, hour, after, zone, (m, h, from, timeZone) => {
        const next = parseScheduleExpression(`cron(${m} ${h} * * ? *)`, timeZone)!.next(from, 0)!;
        expect(next).toBeGreaterThan(from);
        // Two days and an hour: a clock that is put forward may leave a day out.
        expect(next - from).toBeLessThanOrEqual(49 * 3_600_000);
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(next);
        expect(shown).toBe(`${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a rate', () => {
  it.each([
    ['rate(5 minutes)', 5 * 60_000],
    ['rate(1 minute)', 60_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(7 days)', 7 * 86_400_000],
  ])('%s comes round at its start and every %d ms after it', (given, everyMs) => {
    const { next } = parseScheduleExpression(given)!;
    expect(next(-1, 1000)).toBe(1000);
    expect(next(1000, 1000)).toBe(1000 + everyMs);
    expect(next(1000 + everyMs - 1, 1000)).toBe(1000 + everyMs);
    expect(next(1000 + everyMs, 1000)).toBe(1000 + 2 * everyMs);
  });
});

describe('a single time', () => {
  it('comes round once, in its time zone', () => {
    const { next } = parseScheduleExpression('at(2026-06-01T09:00:30)', 'America/New_York')!;
    expect(iso(next(0, 0))).toBe('2026-06-01T13:00:30Z');
    expect(next(time('2026-06-01T13:00:30Z'), 0)).toBeUndefined();
  });

  it('is refused where the clock never shows it', () => {
    expect(parseScheduleExpression('at(2026-03-08T02:30:00)', 'America/New_York')).toBeUndefined();
  });
});

describe('what AWS refuses', () => {
  it.each(cases.refused)('has $name: $given', ({ given }) => {
    expect(parseScheduleExpression(given)).toBeUndefined();
  });

  it('has a time zone that does not exist', () => {
    expect(() => parseScheduleExpression('rate(1 day)', 'Europe/Atlantis')).toThrow(RangeError);
  });
});
