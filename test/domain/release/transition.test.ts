import type { Outcome } from '../../../lib/domain/gate/verdict';
import { HOOK_PHASES, type HookPhase } from '../../../lib/domain/gate/phase';
import type { Effect } from '../../../lib/domain/release/effect';
import { awaitsCount, isTerminal, RELEASE_STATES, type GateRecord } from '../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../lib/domain/release/release-event';
import { MESSAGE_CLAIM_MS, transition } from '../../../lib/domain/release/transition';
import table from '../../cases/release/transitions.json';
import { gateRecord, releaseIn, stopped } from './example-release';

const judged = (phase: HookPhase, ...outcomes: readonly Outcome[]): ReleaseEvent => ({
  kind: 'judged',
  at: 2000,
  phase,
  gates: outcomes.map((outcome, index) => gateRecord(`gate-${index}`, phase, outcome)),
});

const broke = (phase: HookPhase): ReleaseEvent => ({
  kind: 'gate-run-broke',
  at: 2500,
  phase,
  reason: { code: 'gate-run-timed-out', message: 'It was not done.' },
});

const regressed = (...gates: readonly GateRecord[]): ReleaseEvent => ({ kind: 'regressed', at: 2700, gates });

const ended = (trafficMoved: boolean, rollsBack: boolean): ReleaseEvent => ({
  kind: 'deployment-ended',
  at: 3000,
  ending: stopped({ trafficMoved, rollsBack }),
});

const EVENTS: Readonly<Record<string, ReleaseEvent>> = {
  'before passes': judged('before-traffic', 'pass'),
  'before fails': judged('before-traffic', 'fail'),
  'before inconclusive': judged('before-traffic', 'inconclusive'),
  'after passes': judged('after-traffic', 'pass'),
  'after fails': judged('after-traffic', 'fail'),
  'after inconclusive': judged('after-traffic', 'inconclusive'),
  'before broke': broke('before-traffic'),
  'after broke': broke('after-traffic'),
  regressed: regressed(gateRecord('error-rate', 'in-flight', 'fail')),
  'regressed in a shadow': regressed({ ...gateRecord('error-rate', 'in-flight', 'fail'), mode: 'shadow' }),
  succeeded: { kind: 'deployment-ended', at: 3000, ending: { status: 'succeeded' } },
  'ended before traffic': ended(false, true),
  'ended in traffic, rolls back': ended(true, true),
  'ended in traffic, stays': ended(true, false),
  'rollback succeeded': { kind: 'rollback-ended', at: 4000, succeeded: true },
  'rollback failed': { kind: 'rollback-ended', at: 4000, succeeded: false },
  'outcome unknown': {
    kind: 'outcome-unknown',
    at: 4500,
    reason: { code: 'deployment-gone', message: 'CodeDeploy does not know it.' },
  },
  'put back': {
    ...{ kind: 'put-back', at: 4550, decidedAt: 4540, to: '7', deploymentId: 'd-9' },
    ...{ by: 'jane', because: 'It answers in Latin.' },
  },
  warned: { kind: 'warned', at: 4600, by: 'error-rate', warnings: [{ code: 'warned', message: '1.2 % failed.' }] },
  stuck: { kind: 'stuck', at: 4650, since: 100 },
  'message claimed': { kind: 'message-claimed', at: 4700 },
  'message sent': { kind: 'message-sent', at: 5000 },
};

/** Only by hand does a release that has ended end once more. */
const BUT_BY_HAND = Object.values(EVENTS).filter(({ kind }) => kind !== 'put-back');

function said(effect: Effect): string {
  switch (effect.kind) {
    case 'answer-hook':
      return `answer ${effect.status}`;
    case 'send-outcome':
      return 'send outcome';
    case 'publish-outcome':
      return 'publish outcome';
    case 'send-notice':
      return `send ${effect.notice.kind}`;
  }
}

describe.each(RELEASE_STATES)('a release that is %s', (state) => {
  it.each(Object.entries(table[state]))('when %s, is then %s', (name, expected) => {
    const release = releaseIn({ state });
    const { next, effects } = transition(release, EVENTS[name]!);
    expect([next.state, ...effects.map(said)].join(', ')).toBe(expected);
  });

  it('has every event in the table', () => {
    expect(Object.keys(table[state])).toEqual(Object.keys(EVENTS));
  });

  it('asks for no second message of its end once one is known to be sent', () => {
    for (const event of BUT_BY_HAND) {
      const { effects } = transition(releaseIn({ state, messageSentAt: 4500 }), event);
      expect(effects.filter(({ kind }) => kind.endsWith('-outcome'))).toEqual([]);
    }
  });

  it('keeps the outcome and the time of its end, if it has ended', () => {
    const release = releaseIn({ state, endedAt: 2500, decidedBy: 'a-gate', decidedAt: 2400 });
    const changes = BUT_BY_HAND.map((event) => {
      const { next } = transition(release, event);
      return [next.state, next.endedAt, next.decidedBy, next.decidedAt, next.reasons];
    });
    const same = changes.every(
      (change) => JSON.stringify(change) === JSON.stringify([state, 2500, 'a-gate', 2400, []]),
    );
    expect(same).toBe(isTerminal(state));
  });
});

describe('a release', () => {
  it('names every gate that did not pass, with their reasons, and none that did', () => {
    const { next } = transition(releaseIn({}), judged('before-traffic', 'fail', 'pass', 'inconclusive'));
    expect(next).toMatchObject({ state: 'refused', decidedBy: 'gate-0, gate-2', decidedAt: 2000, revision: 2 });
    expect(next.reasons.map(({ message }) => message)).toEqual(['gate-0 said fail.', 'gate-2 said inconclusive.']);
  });

  it('is let through where there are no gates to ask, and has nothing to note of them', () => {
    const { next, effects } = transition(releaseIn({}), judged('before-traffic'));
    expect(effects.map(said)).toEqual(['answer Succeeded', 'send started']);
    expect(next).toStrictEqual(releaseIn({ state: 'shifting', shiftedAt: 2000, revision: 2 }));
  });

  it('has the execution that asked its gates last, where that is known', () => {
    const asked = (event: ReleaseEvent, gateRun?: string) => ({ ...event, gateRun }) as ReleaseEvent;
    const { next } = transition(releaseIn({ gateRun: 'first' }), asked(judged('before-traffic'), 'second'));
    expect(next).toMatchObject({ state: 'shifting', gateRun: 'second' });
    expect(transition(next, asked(broke('after-traffic'))).next).toMatchObject({ state: 'refused', gateRun: 'second' });
    expect(transition(next, asked(broke('after-traffic'), 'third')).next).toMatchObject({ gateRun: 'third' });
    // What changes nothing does not change this.
    expect(transition(next, asked(judged('before-traffic'), 'late')).next).toBe(next);
  });

  it('was decided by its gates when it is released, and says so', () => {
    const { next, effects } = transition(releaseIn({ state: 'verifying' }), EVENTS.succeeded!);
    expect(effects).toEqual([{ kind: 'send-outcome', id: 'd-1-send-outcome' }]);
    expect(next).toMatchObject({ state: 'released', decidedBy: 'gates', decidedAt: 3000, endedAt: 3000, reasons: [] });
  });

  it('was decided by who ended the deployment, where no gate refused it', () => {
    const { next } = transition(releaseIn({ state: 'shifting' }), ended(true, true));
    expect(next).toMatchObject({
      decidedBy: 'codedeploy',
      decidedAt: 3000,
      reasons: [{ code: 'MANUAL_STOP', message: 'Somebody stopped it.' }],
    });
    expect(next.endedAt).toBeUndefined();
  });

  it('stays decided by the gate that refused it, whatever CodeDeploy says of the end', () => {
    const refused = transition(releaseIn({ state: 'shifting' }), judged('after-traffic', 'fail')).next;
    const { next } = transition(refused, ended(true, true));
    expect(next).toMatchObject({
      state: 'rolling-back',
      decidedBy: 'gate-0',
      decidedAt: 2000,
      reasons: refused.reasons,
    });
  });

  it('is refused by the gates in flight that found green worse, with their reasons, and by no other', () => {
    const records = [
      gateRecord('error-rate', 'in-flight', 'fail'),
      { ...gateRecord('latency', 'in-flight', 'inconclusive'), onInconclusive: 'proceed' as const },
      { ...gateRecord('throttling', 'in-flight', 'fail'), mode: 'shadow' as const },
      gateRecord('failure-ratio', 'in-flight', 'fail'),
    ];
    const { next, effects } = transition(releaseIn({ state: 'shifting' }), regressed(...records));
    expect(next).toMatchObject({ state: 'refused', decidedBy: 'error-rate, failure-ratio', decidedAt: 2700 });
    expect(next.reasons.map(({ message }) => message)).toEqual(['error-rate said fail.', 'failure-ratio said fail.']);
    // CodeDeploy is stopped by an alarm, and no hook waits.
    expect(effects).toEqual([]);
  });

  it.each<[string, ReleaseEvent, string]>([
    ['the alarm that the watch rang', EVENTS['ended in traffic, rolls back']!, 'rolling-back'],
    ['an end without a rollback', EVENTS['ended in traffic, stays']!, 'failed'],
    ['an end that nobody knows', EVENTS['outcome unknown']!, 'failed'],
  ])('stays decided by the watch, whatever ends the deployment: %s', (_, event, state) => {
    const refused = transition(releaseIn({ state: 'shifting' }), EVENTS.regressed!).next;
    expect(transition(refused, event).next).toMatchObject({ state, decidedBy: 'error-rate', decidedAt: 2700 });
  });

  it.each(HOOK_PHASES)('answers Failed to a judgement that comes after the watch refused it: %s', (phase) => {
    const refused = transition(releaseIn({ state: 'shifting' }), EVENTS.regressed!).next;
    const { next, effects } = transition(refused, judged(phase, 'pass'));
    expect(next).toBe(refused);
    expect(effects.map(said)).toEqual(['answer Failed']);
  });

  it('is refused once: a second look finds nothing to change', () => {
    const refused = transition(releaseIn({ state: 'shifting' }), EVENTS.regressed!).next;
    expect(transition(refused, regressed(gateRecord('latency', 'in-flight', 'fail'))).next).toBe(refused);
  });

  it('answers a repeated hook with Failed where a gate refused it, even if CodeDeploy released it', () => {
    const refused = transition(releaseIn({}), judged('before-traffic', 'fail')).next;
    const released = transition(refused, EVENTS.succeeded!).next;
    expect(released.state).toBe('released');
    expect(transition(released, judged('before-traffic', 'pass')).effects).toEqual([
      { kind: 'answer-hook', id: 'd-1-answer-before-traffic', status: 'Failed' },
    ]);
  });

  it('keeps since when customers may have reached it, once all traffic has moved', () => {
    const moved = transition(releaseIn({ state: 'gating' }), judged('before-traffic', 'pass')).next;
    expect(moved.shiftedAt).toBe(2000);
    const later = { ...judged('after-traffic', 'pass'), at: 9000 };
    expect(transition(moved, later).next).toMatchObject({ state: 'verifying', shiftedAt: 2000 });
  });

  it.each([
    ['gating', 'before-traffic'],
    ['shifting', 'before-traffic'],
    ['shifting', 'after-traffic'],
    ['verifying', 'after-traffic'],
  ] as const)('that is %s is refused by its %s gate run, where that broke', (state, phase) => {
    expect(transition(releaseIn({ state }), broke(phase)).next).toEqual(
      releaseIn({
        state: 'refused',
        decidedBy: 'gate-run',
        decidedAt: 2500,
        reasons: [{ code: 'gate-run-timed-out', message: 'It was not done.' }],
        revision: 2,
      }),
    );
  });

  it('stays decided by the gate that refused it, where the gate run broke after that', () => {
    const refused = transition(releaseIn({}), judged('before-traffic', 'fail')).next;
    expect(transition(refused, broke('before-traffic')).next).toBe(refused);
  });

  it('that nobody can say the end of has failed, with what is known of it', () => {
    const refused = transition(releaseIn({}), judged('before-traffic', 'fail')).next;
    const { next } = transition(refused, EVENTS['outcome unknown']!);
    expect(next).toMatchObject({ state: 'failed', decidedBy: 'gate-0', decidedAt: 2000, endedAt: 4500 });
    expect(next.reasons.map(({ code }) => code)).toEqual(['gate-0-code', 'deployment-gone']);
    const { next: undecided } = transition(releaseIn({}), EVENTS['outcome unknown']!);
    expect(undecided).toMatchObject({ decidedBy: 'codedeploy', decidedAt: 4500 });
  });

  it('leaves its message to who claimed it, for as long as that one can live', () => {
    const claimed = transition(releaseIn({ state: 'released' }), { kind: 'message-claimed', at: 5000 }).next;
    expect(claimed.messageClaimedAt).toBe(5000);
    const again = (at: number) => transition(claimed, { kind: 'message-claimed', at });
    expect(again(5000 + MESSAGE_CLAIM_MS - 1)).toEqual({ next: claimed, effects: [] });
    expect(again(5000 + MESSAGE_CLAIM_MS)).toMatchObject({
      next: { messageClaimedAt: 5000 + MESSAGE_CLAIM_MS },
      effects: [{ kind: 'publish-outcome', id: 'd-1-released' }],
    });
  });

  it('keeps when its message was sent, once', () => {
    const sent = transition(releaseIn({ state: 'released' }), EVENTS['message sent']!).next;
    expect(sent.messageSentAt).toBe(5000);
    expect(transition(sent, { kind: 'message-sent', at: 6000 }).next).toBe(sent);
  });
});

describe('gates that do not count', () => {
  const failedShadow = { ...gateRecord('strict', 'before-traffic', 'fail'), mode: 'shadow' } as const;
  const proceeding = { ...gateRecord('own', 'before-traffic', 'inconclusive'), onInconclusive: 'proceed' } as const;
  const passing = gateRecord('health', 'before-traffic', 'pass');
  const judgedBy = (...gates: readonly GateRecord[]): ReleaseEvent => ({
    ...{ kind: 'judged', at: 2000, phase: 'before-traffic', gates },
  });

  it('let a release through, which says of them what they said', () => {
    const { next, effects } = transition(releaseIn({}), judgedBy(failedShadow, proceeding, passing));
    expect(effects.map(said)).toEqual(['answer Succeeded', 'send started']);
    expect(next).toMatchObject({ state: 'shifting', reasons: [], revision: 2 });
    expect(next.notes?.map(({ code }) => code)).toEqual(['shadow-not-passed', 'proceeded-inconclusive']);
  });

  it('are no deciders of a release that another gate refuses, and are noted all the same', () => {
    const failing = gateRecord('chat', 'before-traffic', 'fail');
    const { next } = transition(releaseIn({}), judgedBy(failedShadow, proceeding, failing));
    expect(next).toMatchObject({ state: 'refused', decidedBy: 'chat', reasons: failing.verdict.reasons });
    expect(next.notes).toHaveLength(2);
  });

  it('are noted once, however often the hook is delivered, and until the end', () => {
    const once = transition(releaseIn({}), judgedBy(failedShadow, passing)).next;
    const again = transition(once, judgedBy(failedShadow, passing));
    expect(again.next).toBe(once);
    expect(again.effects.map(said)).toEqual(['answer Succeeded']);
    const ended = transition(transition(once, judged('after-traffic', 'pass')).next, EVENTS.succeeded!).next;
    expect(ended.notes).toEqual(once.notes);
  });

  it('never let through what is refused by inconclusive without being asked to', () => {
    const { effects } = transition(
      releaseIn({}),
      judgedBy(passing, gateRecord('own', 'before-traffic', 'inconclusive')),
    );
    expect(effects.map(said)).toEqual(['answer Failed']);
  });
});

describe('what is said of a release that goes on', () => {
  const warning = { kind: 'warned', at: 3000, by: 'latency', warnings: [{ code: 'warned', message: 'slow' }] } as const;

  it('is that traffic begins to move, and of a first release nothing, as none moves', () => {
    const { effects } = transition(releaseIn({}), judged('before-traffic'));
    expect(effects).toContainEqual({
      kind: 'send-notice',
      id: 'd-1-send-started',
      notice: { kind: 'started', at: 2000 },
    });
    const first = transition(releaseIn({ blue: undefined }), judged('before-traffic'));
    expect(first.effects.map(said)).toEqual(['answer Succeeded']);
  });

  it('is said once of each gate that is past its lower limit', () => {
    const { next, effects } = transition(releaseIn({ state: 'shifting' }), warning);
    expect(effects).toEqual([
      {
        kind: 'send-notice',
        id: 'd-1-send-warned',
        notice: { kind: 'warned', at: 3000, by: 'latency', reasons: [{ code: 'warned', message: 'slow' }] },
      },
    ]);
    expect(next).toMatchObject({ state: 'shifting', warned: ['latency'] });
    expect(transition(next, { ...warning, at: 4000 })).toEqual({ next, effects: [] });
    expect(transition(next, { ...warning, by: 'error-rate' }).next.warned).toEqual(['latency', 'error-rate']);
    const [moved] = transition(releaseIn({ state: 'shifting' }), { ...warning, isMoved: true }).effects;
    expect(moved).toMatchObject({ notice: { kind: 'warned', isMoved: true } });
  });

  it('is said once where nothing happens any more, by a message that has the times', () => {
    const { next, effects } = transition(releaseIn({ state: 'gating' }), { kind: 'stuck', at: 9000, since: 1000 });
    expect(effects).toMatchObject([{ notice: { kind: 'stuck', at: 9000, since: 1000 } }]);
    expect(next).toMatchObject({ state: 'gating', stuckAt: 9000 });
    expect(transition(next, { kind: 'stuck', at: 99_000, since: 9000 })).toEqual({ next, effects: [] });
  });
});

describe('a version that is put back by hand after the end', () => {
  const released = releaseIn({
    ...{ state: 'released', endedAt: 3000, decidedBy: 'gates', shiftedAt: 2000 },
    ...{ messageClaimedAt: 3100, messageSentAt: 3200, counted: { at: 3300, requests: 5, failed: 0 } },
  });

  it('ends the release anew: who, when and why; its message is due, and its requests are counted, once more', () => {
    const { next, effects } = transition(released, EVENTS['put back']!);
    expect(next).toMatchObject({
      ...{ state: 'rolled-back', decidedBy: 'rollback', decidedAt: 4540, endedAt: 4550, shiftedAt: 2000 },
      putBack: { by: 'jane', because: 'It answers in Latin.', at: 4550, to: '7', deploymentId: 'd-9' },
      reasons: [{ code: 'put-back-by-hand', message: 'jane put version 7 back: It answers in Latin.' }],
      revision: released.revision + 1,
    });
    expect(next).not.toHaveProperty('counted');
    expect(next).not.toHaveProperty('messageSentAt');
    expect(effects.map(said)).toEqual(['send outcome']);
    expect(awaitsCount(next)).toBe(true);
  });

  it('counts once, whoever says so again', () => {
    const { next } = transition(released, EVENTS['put back']!);
    const again = { ...EVENTS['put back']!, because: 'Another word.' } as ReleaseEvent;
    expect(transition(next, again).next).toBe(next);
  });
});
