import type { Freeze } from '../../../lib/domain/calendar/freeze';
import type { GateCalls } from '../../../lib/domain/gate/gate-kind';
import { kindOf, type GateDefinition } from '../../../lib/domain/gates/gate-kinds';

const before = { phase: 'before-traffic' } as const;

const checks: GateDefinition = { ...before, name: 'checks', kind: 'ci-evidence', checks: ['unit', 'security'] };
const approvals = (independent: boolean): GateDefinition => ({
  ...{ ...before, name: 'approvals', kind: 'approvals' },
  ...{ by: ['qa-lead', 'product'], independent },
});
const checklist: GateDefinition = { ...before, name: 'checklist', kind: 'checklist', items: ['runbook', 'on-call'] };
const openHours = { timeZone: 'Europe/Berlin', days: { monday: [{ from: '09:00', to: '17:00' }] } };
const freeze = (by: Freeze): GateDefinition => ({ ...before, name: 'freeze', kind: 'freeze', ...by });

describe('a gate that is judged as its release is opened', () => {
  it.each<[string, GateDefinition, readonly string[] | undefined]>([
    ['the checks of CI', checks, ['unit', 'security']],
    ['approvals', approvals(true), ['qa-lead', 'product']],
    ['the items of a checklist', checklist, ['runbook', 'on-call']],
    ['a freeze', freeze({ calendars: ['holidays'] }), undefined],
  ])('is decided by the attestations that it names: %s', (_, gate, kinds) => {
    expect(kindOf(gate).attested?.(gate)).toEqual(kinds);
  });

  it.each<[GateDefinition, string | undefined]>([
    [approvals(true), 'independent'],
    [approvals(false), 'any'],
    [checks, undefined],
    [checklist, undefined],
    [freeze({ openHours }), undefined],
  ])('says whose approvals count only where people approve: %j', (gate, whose) => {
    expect(kindOf(gate).approvals?.(gate)).toBe(whose);
  });

  it.each<Freeze>([{ calendars: ['holidays', 'sale'] }, { openHours }, { calendars: ['holidays'], openHours }])(
    'is closed by what its freeze names, and by nothing else: %j',
    (by) => {
      const gate = freeze(by);
      expect(kindOf(gate).freeze?.(gate)).toStrictEqual(by);
    },
  );

  it.each([checks, approvals(true), checklist])('is closed by no calendar where it is no freeze: $kind', (gate) => {
    expect(kindOf(gate).freeze).toBeUndefined();
  });

  it.each([checks, approvals(true), checklist, freeze({ openHours })])(
    'takes no time and no call, needs no blue, and is asked by nobody: $kind',
    (gate) => {
      const { seconds, calls, needsBlue, problems, watched, run } = kindOf(gate);
      expect([seconds(gate), calls(gate), needsBlue, problems(gate)]).toEqual([
        ...[0, { calls: 0, atATime: 1 }],
        ...[false, []],
      ]);
      expect([watched, run]).toEqual([undefined, undefined]);
    },
  );
});

const turn = { event: 'Hello', expect: { reply: { equals: 'Hello' } } };
const suite = {
  ...{ effects: 'none' as const, carry: {}, timeoutSeconds: 5 },
  setup: [{ event: 'log in', expect: {}, keep: { token: 'token' } }],
  teardown: [
    { event: 'log out', expect: {} },
    { event: 'tidy up', expect: {}, timeoutSeconds: 20 },
  ],
  conversations: [
    { key: 'one-turn', turns: [turn] },
    { key: 'two-turns', turns: [turn, turn], tags: ['slow'] },
  ],
};
const chat: GateDefinition = {
  ...{ ...before, name: 'chat', kind: 'integration', suite },
  ...{ concurrency: 50, withinSeconds: 60 },
};
const contract: GateDefinition = {
  ...{ ...before, name: 'contract', kind: 'contract', suite },
  ...{ concurrency: 1, withinSeconds: 60, allow: 'nothing' },
};
const load: GateDefinition = {
  ...{ ...before, name: 'load', kind: 'synthetic-load', requests: 200, concurrency: 5, withinSeconds: 60 },
  ...{ maxErrorRatePercent: 1, load: { kind: 'request', request: { path: '/' } } },
};

describe('a gate that calls a version', () => {
  it.each<[string, GateDefinition, number, GateCalls]>([
    [
      'probes, one after the other',
      {
        ...before,
        name: 'health',
        kind: 'health',
        probe: { kind: 'event', event: null },
        passes: 3,
        withinSeconds: 60,
      },
      60,
      { calls: 3, atATime: 1 },
    ],
    [
      'one call of the squad’s own function',
      { ...before, name: 'own', kind: 'function', withinSeconds: 45 },
      45,
      { calls: 1, atATime: 1 },
    ],
    ['all turns of its suite, with a teardown after its time', chat, 85, { calls: 6, atATime: 2 }],
    [
      'no more than its turns where nothing is set up or torn down',
      { ...chat, suite: { ...suite, setup: undefined, teardown: undefined } },
      60,
      { calls: 3, atATime: 2 },
    ],
    ['those of its tags alone', { ...chat, tags: ['slow'] }, 85, { calls: 5, atATime: 1 }],
    ['the turns of its suite with either version, torn down twice', contract, 110, { calls: 12, atATime: 1 }],
    ['a load of one request', load, 60, { calls: 200, atATime: 5 }],
    ['fewer calls than it may make at a time', { ...load, requests: 3 }, 60, { calls: 3, atATime: 3 }],
    ['a load by a suite', { ...load, load: { kind: 'suite', suite } }, 85, { calls: 200, atATime: 5 }],
  ])('takes its time and its calls: %s', (_, gate, seconds, calls) => {
    expect([kindOf(gate).seconds(gate), kindOf(gate).calls(gate)]).toEqual([seconds, calls]);
  });
});
