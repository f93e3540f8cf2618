import { place } from '../../../lib/rehearsal/kernel/place';
import { Ssm } from '../../../lib/rehearsal/ssm/ssm';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };

const event = (...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${lines.join()}`, 'SUMMARY:Freeze', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (type: string, ...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    `X-CALENDAR-TYPE:${type}`,
    ...events,
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const FREEZE = event('DTSTART:20260105T120000Z', 'DTEND:20260105T180000Z');
/** From ten to noon in Berlin, every Tuesday: at nine in UTC in winter, at eight in summer. */
const WEEKLY = event(
  'DTSTART;TZID=Europe/Berlin:20260106T100000',
  'DTEND;TZID=Europe/Berlin:20260106T120000',
  'RRULE:FREQ=WEEKLY;BYDAY=TU',
  'EXDATE;TZID=Europe/Berlin:20260113T100000',
);

let ssm: Ssm;
let made = 0;

beforeEach(() => {
  ssm = new Ssm({ place: place('111122223333', 'eu-west-1'), now: () => NOW });
});

const provider = () => ssm.providers.find(({ type }) => type === 'AWS::SSM::Document')!;
const context = () => ({ stackName: 'S', logicalId: 'C', where: 'S.json, C', generatedName: `S-C-${++made}` });
const properties = (Name: string, Content: string) => ({
  Name,
  Content,
  DocumentFormat: 'TEXT',
  DocumentType: 'ChangeCalendar',
});
const make = (name: string, content: string) => provider().create(properties(name, content), context());
const stateOf = (CalendarNames: readonly string[], AtTime?: string) =>
  ssm.api('GetCalendarState', { CalendarNames, ...(AtTime === undefined ? {} : { AtTime }) }, caller);

describe('a change calendar', () => {
  it.each([
    ['before an event', 'DEFAULT_OPEN', FREEZE, '2026-01-05T11:59:59Z', 'OPEN', '2026-01-05T12:00:00Z'],
    ['as it begins', 'DEFAULT_OPEN', FREEZE, '2026-01-05T12:00:00Z', 'CLOSED', '2026-01-05T18:00:00Z'],
    ['before it ends', 'DEFAULT_OPEN', FREEZE, '2026-01-05T17:59:59Z', 'CLOSED', '2026-01-05T18:00:00Z'],
    ['as it ends', 'DEFAULT_OPEN', FREEZE, '2026-01-05T18:00:00Z', 'OPEN', undefined],
    ['of another default, before', 'DEFAULT_CLOSED', FREEZE, '2026-01-05T11:00:00Z', 'CLOSED', '2026-01-05T12:00:00Z'],
    ['of another default, during', 'DEFAULT_CLOSED', FREEZE, '2026-01-05T12:00:00Z', 'OPEN', '2026-01-05T18:00:00Z'],
    ['every week, in winter', 'DEFAULT_OPEN', WEEKLY, '2026-01-20T10:30:00Z', 'CLOSED', '2026-01-20T11:00:00Z'],
    ['every week, in summer', 'DEFAULT_OPEN', WEEKLY, '2026-07-07T08:00:00Z', 'CLOSED', '2026-07-07T10:00:00Z'],
    ['in a week that is left out', 'DEFAULT_OPEN', WEEKLY, '2026-01-13T09:30:00Z', 'OPEN', '2026-01-20T09:00:00Z'],
    ['of nothing', 'DEFAULT_CLOSED', '', '2026-01-05T12:00:00Z', 'CLOSED', undefined],
  ])('says its state %s', async (_, type, events, AtTime, State, NextTransitionTime) => {
    await make('freeze', calendar(type, ...(events === '' ? [] : [events])));
    const next = NextTransitionTime === undefined ? {} : { NextTransitionTime };
    await expect(stateOf(['freeze'], AtTime)).resolves.toEqual({ State, AtTime, ...next });
  });

  it('goes by now where no time is said, and by its ARN as by its name', async () => {
    await make('freeze', calendar('DEFAULT_OPEN', FREEZE));
    const state = { State: 'OPEN', AtTime: '2026-01-05T09:00:00Z', NextTransitionTime: '2026-01-05T12:00:00Z' };
    await expect(stateOf(['freeze'])).resolves.toEqual(state);
    await expect(stateOf(['arn:aws:ssm:eu-west-1:111122223333:document/freeze'])).resolves.toEqual(state);
  });

  it('is closed beside others where any is, until none is', async () => {
    await make('freeze', calendar('DEFAULT_OPEN', FREEZE));
    await make('late', calendar('DEFAULT_OPEN', event('DTSTART:20260105T170000Z', 'DTEND:20260105T200000Z')));
    const asked = stateOf(['freeze', 'late'], '2026-01-05T13:00:00Z');
    await expect(asked).resolves.toMatchObject({ State: 'CLOSED', NextTransitionTime: '2026-01-05T20:00:00Z' });
  });

  it('is another one after a new version, and none once it is removed', async () => {
    const physical = await make('freeze', calendar('DEFAULT_OPEN', FREEZE));
    const previous = properties('freeze', calendar('DEFAULT_OPEN', FREEZE));
    const next = { ...properties('freeze', calendar('DEFAULT_CLOSED')), UpdateMethod: 'NewVersion' };
    await expect(provider().update({ physical, previous, next }, context())).resolves.toEqual(physical);
    await expect(stateOf(['freeze'])).resolves.toMatchObject({ State: 'CLOSED' });
    await provider().remove(physical, next, context());
    await expect(stateOf(['freeze'])).rejects.toMatchObject({ code: 'InvalidDocument' });
  });

  it.each([
    ['of another name', { Name: 'other' }, 'replace'],
    ['of nothing', {}, { id: 'freeze', attributes: {} }],
  ])('answers a change %s', async (_, change, expected) => {
    const physical = await make('freeze', calendar('DEFAULT_OPEN'));
    const previous = properties('freeze', calendar('DEFAULT_OPEN'));
    await expect(
      provider().update({ physical, previous, next: { ...previous, ...change } }, context()),
    ).resolves.toEqual(expected);
  });

  it('stops by name at a change that replaces it', async () => {
    const physical = await make('freeze', calendar('DEFAULT_OPEN'));
    const change = {
      physical,
      previous: properties('freeze', calendar('DEFAULT_OPEN')),
      next: properties('freeze', calendar('DEFAULT_CLOSED')),
    };
    await expect(provider().update(change, context())).rejects.toThrow('UpdateMethod Replace is not emulated');
  });

  it('is refused under a name that is taken', async () => {
    await make('freeze', calendar('DEFAULT_OPEN'));
    await expect(make('freeze', calendar('DEFAULT_OPEN'))).rejects.toMatchObject({ code: 'DocumentAlreadyExists' });
  });

  it.each(['', 'freeze', calendar('OPEN'), 'X-CALENDAR-TYPE:DEFAULT_OPEN'])(
    'is refused where it is none: %j',
    async (text) => {
      await expect(make('freeze', text)).rejects.toMatchObject({ code: 'InvalidDocumentContent' });
    },
  );

  it.each([
    ['whole days', event('DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260106')],
    ['no time zone', event('DTSTART:20260105T120000', 'DTEND:20260105T180000')],
  ])('stops by name at an event of %s', async (_, one) => {
    await expect(make('freeze', calendar('DEFAULT_OPEN', one))).rejects.toThrow(
      'of whole days or of no time zone, is not emulated',
    );
  });

  it('needs a permission on each document', () => {
    const resource = 'arn:aws:ssm:eu-west-1:111122223333:document/a';
    expect(ssm.permissions('GetCalendarState', { CalendarNames: ['a', resource] })).toEqual([
      { action: 'ssm:GetCalendarState', resource },
      { action: 'ssm:GetCalendarState', resource },
    ]);
  });
});
