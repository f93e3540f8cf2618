import type { Attestation } from '../../../lib/domain/attestation/attestation';
import type { CalendarReading } from '../../../lib/domain/calendar/calendar-source';
import type { Freeze } from '../../../lib/domain/calendar/freeze';
import { officeHours } from '../../../lib/domain/calendar/open-hours';
import { freezeVerdict } from '../../../lib/domain/policy/freeze-verdict';
import { attestation, person } from '../attestation/example-attestations';

const at = (text: string) => Date.parse(`2026-12-${text}:00Z`);
const CHRISTMAS: CalendarReading = {
  spans: [{ start: at('23T17:00'), end: at('27T08:00'), name: 'Christmas freeze' }],
};
const FREEZE: readonly Freeze[] = [{ calendars: ['freeze'] }];
const minutes = (count: number) => count * 60_000;

/** Judges a release that begins then, shifts for half an hour and bakes for five minutes. */
function judged(
  now: number,
  {
    freezes = FREEZE,
    calendars = { freeze: CHRISTMAS },
    attestations = [],
  }: {
    readonly freezes?: readonly Freeze[];
    readonly calendars?: Readonly<Record<string, CalendarReading>>;
    readonly attestations?: readonly Attestation[];
  } = {},
) {
  const planned = { now, shiftEnds: now + minutes(30), bakeEnds: now + minutes(35) };
  const { outcome, reasons, evidence } = freezeVerdict(freezes, { planned, calendars }, attestations);
  return {
    outcome,
    codes: reasons.map(({ code }) => code),
    text: reasons.map(({ message }) => message).join(' '),
    evidence,
  };
}

describe('a freeze', () => {
  it.each([
    ['a release that is over at the minute it begins', at('23T16:25'), 'pass', 'calendar-open'],
    ['a bake that would end a minute later', at('23T16:26'), 'fail', 'would-run-into-freeze'],
    ['a shift that would end inside of it', at('23T16:45'), 'fail', 'would-run-into-freeze'],
    ['a release at the minute it begins', at('23T17:00'), 'fail', 'closed-now'],
    ['a release at the minute before it ends', at('27T07:59'), 'fail', 'closed-now'],
    ['a release at the minute it ends', at('27T08:00'), 'pass', 'calendar-open'],
  ] as const)('judges %s', (_, now, outcome, code) => {
    expect(judged(now)).toMatchObject({ outcome, codes: [code] });
  });

  it('is named, with when it begins and when it opens again', () => {
    expect(judged(at('24T12:00')).text).toBe('Closed now by Christmas freeze; open again from 2026-12-27 08:00 UTC.');
    expect(judged(at('23T16:45')).text).toContain(
      'closed by Christmas freeze from 2026-12-23 17:00 UTC, and the shift of traffic would be over at 2026-12-23 17:15 UTC only; wait until 2026-12-27 08:00 UTC',
    );
  });

  it('that has no end that anybody knows is said to have none', () => {
    const calendars = { freeze: { spans: [{ start: 0, end: Infinity, name: 'the change calendar freeze' }] } };
    expect(judged(at('24T12:00'), { calendars }).text).toBe(
      'Closed now by the change calendar freeze; nobody knows when it opens again.',
    );
  });

  it('closes in the middle of a release too, however short it is', () => {
    const calendars = { freeze: { spans: [{ start: at('10T10:10'), end: at('10T10:12'), name: 'failover' }] } };
    expect(judged(at('10T10:00'), { calendars })).toMatchObject({ outcome: 'fail', codes: ['would-run-into-freeze'] });
  });

  it('of several calendars and of open hours is all of them together', () => {
    const freezes: readonly Freeze[] = [...FREEZE, { calendars: ['sales'], openHours: officeHours('Europe/Berlin') }];
    const sales = { spans: [{ start: at('10T09:00'), end: at('10T10:00'), name: 'Winter sales' }] };
    const of = (now: number) => judged(now, { freezes, calendars: { freeze: CHRISTMAS, sales } });
    expect(of(at('10T09:30')).text).toContain('Winter sales');
    expect(of(at('10T10:00'))).toMatchObject({
      outcome: 'pass',
      evidence: { source: 'calendar `freeze`, calendar `sales` and the open hours of Europe/Berlin', sampleSize: 3 },
    });
    expect(of(at('10T15:45')).text).toContain('closed by off-hours from 2026-12-10 16:00 UTC');
    expect(of(at('12T12:00')).text).toContain('Closed now by the weekend; open again from 2026-12-14 08:00 UTC');
  });

  it.each([
    [
      'cannot be read',
      { freeze: { problem: 'freeze:3:1: DTSTART must be a time.' } },
      'freeze:3:1: DTSTART must be a time.',
    ],
    ['is not there', {}, 'the platform has no calendar of this name.'],
  ])('is inconclusive where its calendar %s', (_, calendars, says) => {
    expect(judged(at('10T10:00'), { calendars })).toMatchObject({
      outcome: 'inconclusive',
      codes: ['calendar-unreadable'],
      text: `Calendar \`freeze\` cannot be read, so nobody knows whether it is closed: ${says}`,
    });
  });

  it('that is known to be closed fails beside one that cannot be read', () => {
    const freezes = [{ calendars: ['freeze', 'lost'] }];
    expect(judged(at('24T12:00'), { freezes })).toMatchObject({
      outcome: 'fail',
      codes: ['closed-now', 'calendar-unreadable'],
    });
  });

  const override = (more: Partial<Attestation> = {}) =>
    attestation('freeze-override', {
      ...{ by: person('rita'), at: at('24T11:00'), expiresAt: at('24T13:00'), said: 'Payments are down.' },
      ...more,
    });

  it('is overridden by who may, and says by whom and why, and what it would have been', () => {
    expect(judged(at('24T12:00'), { attestations: [override()] })).toMatchObject({
      outcome: 'pass',
      codes: ['freeze-overridden', 'closed-now'],
      text: expect.stringMatching(
        /^Let through at 11:00 UTC by arn:.*rita.*: “Payments are down\.” Closed now by/,
      ) as string,
    });
    expect(judged(at('24T12:00'), { calendars: {}, attestations: [override()] })).toMatchObject({
      outcome: 'pass',
      evidence: { sampleSize: 1 },
    });
  });

  it.each([
    ['has expired', override({ expiresAt: at('24T12:00') })],
    ['was refused', override({ outcome: 'fail' })],
    ['is of another kind', override({ kind: 'release-manager' })],
  ])('is not overridden by what %s', (_, attested) => {
    expect(judged(at('24T12:00'), { attestations: [attested] }).outcome).toBe('fail');
  });
});
