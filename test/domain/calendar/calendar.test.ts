import * as fc from 'fast-check';
import { judgeCalendar } from '../../../lib/domain/calendar/calendar';

const at = (text: string) => Date.parse(`2026-12-${text}:00Z`);
const FREEZE = { start: at('23T17:00'), end: at('27T08:00'), name: 'Christmas freeze' };
const plan = (now: string, shiftEnds = now, bakeEnds = shiftEnds) => ({
  now: at(now),
  shiftEnds: at(shiftEnds),
  bakeEnds: at(bakeEnds),
});

describe('the calendar', () => {
  it.each([
    ['the minute before a freeze, for a release of no time', plan('23T16:59'), 'open'],
    ['the minute that a freeze begins', plan('23T17:00'), 'closed'],
    ['the minute before a freeze ends', plan('27T07:59'), 'closed'],
    ['the minute that a freeze ends', plan('27T08:00'), 'open'],
    ['a release that is over when a freeze begins', plan('23T16:00', '23T16:30', '23T17:00'), 'open'],
    ['a bake that is over a minute later', plan('23T16:00', '23T16:30', '23T17:01'), 'would-run-into'],
  ] as const)('judges %s', (_, times, kind) => {
    expect(judgeCalendar([FREEZE], times).kind).toBe(kind);
  });

  it('says what closes and when it is open again', () => {
    expect(judgeCalendar([FREEZE], plan('24T00:00'))).toEqual({
      kind: 'closed',
      names: ['Christmas freeze'],
      opensAt: at('27T08:00'),
      sentence: 'Closed now by Christmas freeze; open again from 2026-12-27 08:00 UTC.',
    });
  });

  it.each([
    ['23T17:30', '23T17:45', 'shift', 'the shift of traffic would be over at 2026-12-23 17:30 UTC only'],
    ['23T17:00', '23T17:05', 'bake', 'the bake after the shift would be over at 2026-12-23 17:05 UTC only'],
  ] as const)(
    'says what a release would run into, with a shift until %s and a bake until %s',
    (shift, bake, during, why) => {
      expect(judgeCalendar([FREEZE], plan('23T16:30', shift, bake))).toEqual({
        kind: 'would-run-into',
        names: ['Christmas freeze'],
        closesAt: FREEZE.start,
        opensAt: FREEZE.end,
        during,
        sentence: `Open now, but closed by Christmas freeze from 2026-12-23 17:00 UTC, and ${why}; wait until 2026-12-27 08:00 UTC, or plan a shorter release.`,
      });
    },
  );

  it('is open again where all that follows without a break is over', () => {
    const spans = [
      FREEZE,
      { start: at('27T08:00'), end: at('27T12:00'), name: 'stocktaking\nof all' },
      { start: at('24T00:00'), end: at('24T01:00'), name: 'backup' },
      { start: at('27T12:01'), end: at('28T12:00'), name: 'later' },
    ];
    expect(judgeCalendar(spans, plan('24T00:30'))).toMatchObject({
      names: ['Christmas freeze', 'backup'],
      opensAt: at('27T12:00'),
    });
    expect(judgeCalendar(spans, plan('27T09:00'))).toMatchObject({
      names: ['stocktaking of all'],
      opensAt: at('27T12:00'),
    });
    expect(judgeCalendar(spans, plan('27T12:00'))).toMatchObject({ kind: 'open' });
  });

  it('is not closed by what has no length', () => {
    const empty = { start: at('24T00:00'), end: at('24T00:00'), name: 'nothing' };
    expect(judgeCalendar([empty], plan('24T00:00', '24T01:00'))).toEqual({
      kind: 'open',
      sentence: 'Open from now until the release is over, at 2026-12-24 01:00 UTC.',
    });
  });

  it('refuses times that are not in order', () => {
    expect(() => judgeCalendar([], plan('24T00:00', '23T00:00'))).toThrow(RangeError);
    expect(() => judgeCalendar([], { now: Number.NaN, shiftEnds: 0, bakeEnds: 0 })).toThrow(RangeError);
  });

  const time = fc.integer({ min: 0, max: 200 });
  const spans = fc.array(fc.record({ start: time, end: time, name: fc.constant('x') }), { maxLength: 8 });

  it('is open where no moment of the release is closed, and opens at a moment that is open', () => {
    fc.assert(
      fc.property(spans, time, fc.nat(30), fc.nat(30), (all, now, shift, bake) => {
        const judged = judgeCalendar(all, { now, shiftEnds: now + shift, bakeEnds: now + shift + bake });
        const isClosed = (moment: number) => all.some(({ start, end }) => start <= moment && moment < end);
        const moments = Array.from({ length: Math.max(shift + bake, 1) }, (_, index) => now + index);
        const closesAt = moments.find(isClosed);
        const kind = closesAt === undefined ? 'open' : closesAt === now ? 'closed' : 'would-run-into';
        expect(judged.kind).toBe(kind);
        expect('opensAt' in judged && isClosed(judged.opensAt)).toBe(false);
        expect(judged).toMatchObject(
          kind === 'would-run-into' ? { closesAt, during: closesAt! < now + shift ? 'shift' : 'bake' } : {},
        );
      }),
    );
  });
});
