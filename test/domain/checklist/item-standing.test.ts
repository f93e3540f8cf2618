import type { ChecklistItem } from '../../../lib/domain/checklist/checklist';
import { readDue } from '../../../lib/domain/checklist/due';
import { standingOfItem, type ChecklistMoment } from '../../../lib/domain/checklist/item-standing';
import { attestation } from '../attestation/example-attestations';
import { gateRecord } from '../release/example-release';

const HOUR = 3_600_000;
const T = 100 * HOUR;
const LONG = 1000 * HOUR;

const item = (due: string, more: Partial<ChecklistItem> = { attested: 'unit' }): ChecklistItem => ({
  ...{ id: 'one', what: 'It holds', due: readDue(due)! },
  ...more,
});
const moment = (more: Partial<ChecklistMoment>): ChecklistMoment => ({
  ...{ now: T, startsAt: T, attestations: [], gates: [] },
  ...more,
});
const passed = (at: number, expiresAt = LONG) => attestation('unit', { at, expiresAt });
const failed = (at: number) => attestation('unit', { at, outcome: 'fail', expiresAt: LONG });
const underWay = { state: 'shifting' } as const;
const released = { state: 'released', endedAt: T + HOUR } as const;

interface Case {
  readonly name: string;
  readonly due: string;
  readonly given: Partial<ChecklistMoment>;
  readonly is: string;
  readonly isLacking?: boolean;
}

describe('an item that is attested', () => {
  it.each<Case>([
    { name: 'is open before its time', due: 'T-4h', given: { now: T - 5 * HOUR }, is: 'open' },
    { name: 'is overdue at its time', due: 'T-4h', given: { now: T - 4 * HOUR }, is: 'overdue', isLacking: true },
    { name: 'is done however early', due: 'T-4h', given: { now: T - 9 * HOUR, attestations: [passed(1)] }, is: 'done' },
    {
      ...{ name: 'is open again where it counts no more', due: 'T-4h', is: 'open' },
      given: { now: T - 5 * HOUR, attestations: [passed(1, T - 6 * HOUR)] },
    },
    {
      ...{ name: 'is failed, and not yet lacking, before its time', due: 'T-4h', is: 'failed' },
      given: { now: T - 5 * HOUR, attestations: [failed(1)] },
    },
    {
      ...{ name: 'is failed by the last word', due: 'T-4h', is: 'failed', isLacking: true },
      given: { now: T, attestations: [passed(1), failed(2)] },
    },
    { name: 'is owed once the release began', due: 'T-4h', given: { release: underWay }, is: 'owed', isLacking: true },
    {
      ...{ name: 'is done where it counted as the release began, though it does no more', due: 'T-4h', is: 'done' },
      given: { now: T + 9 * HOUR, release: released, attestations: [passed(1, T + 1)] },
    },
    {
      ...{ name: 'is owed where it had run out as the release began', due: 'T-4h', is: 'owed', isLacking: true },
      given: { now: T + HOUR, release: underWay, attestations: [passed(1, T)] },
    },
    {
      ...{ name: 'is done where what was owed came later', due: 'T-4h', is: 'done' },
      given: { now: T + 2 * HOUR, release: released, attestations: [passed(T + HOUR)] },
    },
    {
      name: 'about what is live has no time while traffic shifts',
      due: 'T+15m',
      given: { now: T + 9 * HOUR, release: underWay },
      is: 'open',
    },
    {
      name: 'about what is live is counted from the end',
      due: 'T+1h',
      given: { now: T + 2 * HOUR - 1, release: released },
      is: 'open',
    },
    {
      name: 'about what is live is overdue then',
      due: 'T+1h',
      given: { now: T + 2 * HOUR, release: released },
      is: 'overdue',
      isLacking: true,
    },
    {
      ...{
        name: 'about what is live is not done by what was said before it was',
        due: 'T+1h',
        is: 'overdue',
        isLacking: true,
      },
      given: { now: T + 2 * HOUR, release: released, attestations: [passed(T + HOUR - 1)] },
    },
    {
      ...{ name: 'about what was live stays done', due: 'T+1h', is: 'done' },
      given: { now: T + 99 * HOUR, release: released, attestations: [passed(T + HOUR, T + 3 * HOUR)] },
    },
    {
      name: 'about what is live is moot where nothing is',
      due: 'T+1h',
      given: { now: T + 99 * HOUR, release: { state: 'rolled-back', endedAt: T + 1 } },
      is: 'moot',
    },
    {
      name: 'of before is still owed where nothing is live',
      due: 'T-4h',
      given: { release: { state: 'blocked', endedAt: T } },
      is: 'owed',
      isLacking: true,
    },
  ])('$name', ({ due, given, is, isLacking = false }) => {
    expect(standingOfItem(item(due), moment(given))).toMatchObject({ is, isLacking });
  });

  it('says who attested it, when, and until when it is due', () => {
    const { said, dueAt } = standingOfItem(item('T-4h'), moment({ attestations: [passed(7)] }));
    expect(said).toEqual({ by: expect.stringContaining('run-7') as string, at: 7, text: 'unit is in order.' });
    expect(dueAt).toBe(T - 4 * HOUR);
    expect(standingOfItem(item('T+15m'), moment({ release: underWay })).dueAt).toBeUndefined();
  });
});

describe('an item that is a gate', () => {
  const record = gateRecord('health', 'before-traffic', 'pass');
  const bad = gateRecord('health', 'before-traffic', 'fail');

  it.each<[string, Partial<ChecklistMoment>, string, boolean]>([
    ['is open before there is a release', { now: T + HOUR }, 'open', false],
    ['is open while it is asked', { release: { state: 'gating' } }, 'open', false],
    ['is done where it passed', { release: underWay, gates: [record] }, 'done', false],
    ['is failed where it refused', { release: { state: 'blocked' }, gates: [bad] }, 'failed', true],
    [
      'is failed where it would have, as a shadow',
      { release: underWay, gates: [{ ...bad, mode: 'shadow' }] },
      'failed',
      true,
    ],
    ['is done as a shadow that passed', { release: underWay, gates: [{ ...record, mode: 'shadow' }] }, 'done', false],
    [
      'is overdue where nobody asked it',
      { release: released, gates: [gateRecord('other', 'before-traffic', 'pass')] },
      'overdue',
      true,
    ],
  ])('%s', (_, given, is, isLacking) => {
    expect(standingOfItem(item('T-0', { gate: 'health' }), moment(given))).toMatchObject({ is, isLacking });
  });
});

it('a link is for a person to look at, and nothing shows that one did', () => {
  expect(standingOfItem(item('T-4h', { link: 'https://a.example/' }), moment({}))).toMatchObject({
    is: 'look',
    isLacking: false,
  });
});
