import type { AlarmRead, AlarmStateValue } from '../../../lib/domain/shift/alarm-story';
import { shadowAlarmVerdict } from '../../../lib/domain/shift/shadow-alarm';

const from = Date.UTC(2026, 0, 5, 9);
const minute = (number: number) => from + number * 60_000;
const time = { from, until: minute(20) };
const alarm = { place: 'checkout', alarmName: 'shop-checkout' };

/** An alarm that went from state to state: each with the minute in which it came into it. */
function story(first: AlarmStateValue, ...then: readonly (readonly [AlarmStateValue, number])[]): AlarmRead {
  const states = [first, ...then.map(([state]) => state)];
  return {
    state: states.at(-1)!,
    changes: then.map(([to, at], index) => ({ at: minute(at), from: states[index]!, to })),
  };
}

describe('an alarm that is a shadow', () => {
  it.each<[string, AlarmRead, string, string, object]>([
    ['was calm', story('OK'), 'pass', 'alarm-not-red', { changesOfState: 0, redSeconds: 0 }],
    ['went red', story('OK', ['ALARM', 7]), 'fail', 'alarm-went-red', { changesOfState: 1, redSeconds: 780 }],
    [
      'was red for a time',
      story('INSUFFICIENT_DATA', ['OK', 1], ['ALARM', 7], ['OK', 9]),
      'fail',
      'alarm-went-red',
      { changesOfState: 3, redSeconds: 120 },
    ],
    ['was red already', story('ALARM', ['OK', 2]), 'fail', 'alarm-red-before', { redSeconds: 120 }],
    ['is red since long before', story('ALARM'), 'fail', 'alarm-red-before', { redSeconds: 1200 }],
    ['had no data', story('INSUFFICIENT_DATA'), 'inconclusive', 'alarm-without-data', {}],
    ['got data', story('INSUFFICIENT_DATA', ['OK', 3]), 'pass', 'alarm-not-red', { changesOfState: 1 }],
    ['is gone, and was red', { ...story('OK', ['ALARM', 3]), state: undefined }, 'fail', 'alarm-went-red', {}],
    ['is not there', { changes: [] }, 'inconclusive', 'alarm-missing', { changesOfState: 0 }],
    ['may not be read', { refused: 'AccessDenied: no.' }, 'inconclusive', 'alarm-not-read', {}],
  ])('that %s', (_, read, outcome, code, figures) => {
    const verdict = shadowAlarmVerdict(alarm, read, time);
    expect([verdict.outcome, ...verdict.reasons.map((reason) => reason.code)]).toEqual([outcome, code]);
    expect(verdict.evidence).toMatchObject({ windowMs: 1_200_000, figures });
    expect(verdict.reasons[0]?.message).toContain('shop-checkout');
    // A pass that rests on nothing counts as none.
    expect(verdict.evidence.sampleSize > 0).toBe(!['alarm-missing', 'alarm-not-read'].includes(code));
  });

  it('says when it went red, and what would have come of it', () => {
    const said = (read: AlarmRead) => shadowAlarmVerdict(alarm, read, time).reasons[0]?.message;
    expect(said(story('OK', ['ALARM', 7], ['OK', 8], ['ALARM', 9]))).toBe(
      'Alarm shop-checkout went red at 09:07 UTC: it would have rolled the release back.',
    );
    expect(said(story('ALARM'))).toBe(
      'Alarm shop-checkout was red already at 09:00 UTC, when the release began: CodeDeploy would have stopped it before any traffic moved.',
    );
  });
});
