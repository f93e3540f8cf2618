import { kindOf, type GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { checkGate, propOf, type GateDraft } from '../../../lib/domain/gates/gate-problems';
import cases from '../../cases/gate/definitions.json';

const definitions: Readonly<Record<string, GateDefinition>> = {
  health: {
    name: 'health',
    phase: 'before-traffic',
    kind: 'health',
    probe: { kind: 'event', event: null },
    passes: 3,
    withinSeconds: 60,
  },
  integration: {
    name: 'chat',
    phase: 'after-traffic',
    kind: 'integration',
    concurrency: 4,
    withinSeconds: 600,
    suite: {
      effects: 'none',
      carry: {},
      timeoutSeconds: 5,
      conversations: [{ key: 'says-hello', turns: [{ event: 'Hello', expect: { reply: { equals: 'Hello' } } }] }],
    },
  },
  own: { name: 'own', phase: 'before-traffic', kind: 'function', withinSeconds: 60 },
  load: {
    ...{ name: 'load', phase: 'before-traffic', kind: 'synthetic-load', requests: 200, concurrency: 5 },
    ...{ withinSeconds: 600, maxErrorRatePercent: 1, load: { kind: 'request', request: { path: '/' } } },
  },
  contract: {
    ...{ name: 'contract', phase: 'before-traffic', kind: 'contract', concurrency: 4, withinSeconds: 600 },
    allow: 'additions',
    suite: {
      ...{ effects: 'none', carry: {}, timeoutSeconds: 5 },
      conversations: [{ key: 'says-hello', turns: [{ event: 'Hello', expect: { reply: { equals: 'Hello' } } }] }],
    },
  },
  checks: { name: 'checks', phase: 'before-traffic', kind: 'ci-evidence', checks: ['unit', 'security'] },
  approvals: {
    ...{ name: 'approvals', phase: 'before-traffic', kind: 'approvals', by: ['qa-lead', 'product'] },
    independent: true,
  },
  checklist: { name: 'checklist', phase: 'before-traffic', kind: 'checklist', items: ['runbook', 'runbook'] },
  freeze: { name: 'freeze', phase: 'before-traffic', kind: 'freeze', calendars: ['freeze'] },
  errors: {
    ...{ name: 'errors', phase: 'in-flight', kind: 'error-rate' },
    maxIncrease: { kind: 'points', points: 1 },
  },
  latency: {
    ...{ name: 'latency', phase: 'in-flight', kind: 'latency', percentile: 99 },
    maxIncrease: { kind: 'milliseconds', milliseconds: 200 },
  },
  tables: { name: 'tables', phase: 'in-flight', kind: 'throttling', onThrottle: 'note' },
  orders: {
    ...{ name: 'orders', phase: 'in-flight', kind: 'failure-ratio' },
    maxIncrease: { kind: 'percent', percent: 50 },
  },
};

const gateProblems = (draft: GateDraft) => checkGate(draft).problems;

describe('the definition of a gate', () => {
  it.each(cases)('has its problems said, by place: $name', ({ kind, change, problems }) => {
    const said = gateProblems({ ...definitions[kind], ...change } as GateDefinition);
    expect(said).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(said[index]).toContain(problem);
  });

  it.each(['integration', 'contract', 'load'])('has no problem by a suite that could not be read: %s', (kind) => {
    const { suite, ...known } = { suite: undefined, ...definitions[kind] };
    const load = { load: { kind: 'suite' } };
    expect(gateProblems({ ...known, ...(kind === 'load' ? load : {}) } as GateDraft)).toEqual([]);
    expect(suite === undefined).toBe(kind === 'load');
  });

  it.each<[string, unknown, string]>([
    ['a function', () => 1, '`probe.event` must be something that JSON can hold, got: function'],
    ['a big integer', { count: 1n }, '`probe.event.count` must be something that JSON can hold, got: 1n'],
    ['a number that is none', [0, NaN], '`probe.event.1` must be a number that JSON has, got: NaN'],
    [
      'what it calls as the settings of gates are called',
      { load: { a: NaN } },
      '`probe.event.load.a` must be a number that JSON has, got: NaN',
    ],
    [
      'what it calls as the settings of probes are called',
      { probe: { request: { a: NaN } } },
      '`probe.event.probe.request.a` must be a number that JSON has, got: NaN',
    ],
    ['an order of nineteen digits', { order: 1e18 }, '`probe.event.order` must be at most 9007199254740991'],
  ])('is refused with an event that JSON cannot carry: %s', (_, event, problem) => {
    const probe = { kind: 'event', event };
    expect(gateProblems({ ...definitions.health, probe } as GateDefinition)).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it.each([
    ['the status of a probe', { kind: 'http', request: {}, status: Infinity }, '`probe.status`'],
    ['the body of a probe', { kind: 'http', request: { body: [NaN] }, status: 200 }, '`probe.body.0`'],
    [
      'what a probe expects',
      { kind: 'event', event: {}, expect: { 'a.b': { atMost: Infinity } } },
      '`probe.expect.a.b.atMost`',
    ],
  ])('is refused with a number that JSON has not: %s', (_, probe, place) => {
    expect(gateProblems({ ...definitions.health, probe } as GateDefinition)).toEqual([
      `${place} must be a number that JSON has, got: ${place.includes('body') ? 'NaN' : 'Infinity'}`,
    ]);
  });

  it.each([
    ['a number', { passes: 0 }, '`passes` must be >=1, got: 0'],
    ['a time in seconds', { withinSeconds: 601 }, '`within` must be <=600, got: 601 s'],
    ['a time in milliseconds', { maxLatencyMs: 0 }, '`maxLatency` must be >0, got: 0 ms'],
  ])('has the unit said of what was given: %s', (_, change, problem) => {
    expect(gateProblems({ ...definitions.health, ...change } as GateDefinition)).toEqual([problem]);
  });

  it.each([
    ['withinSeconds', 'within'],
    ['maxLatencyMs', 'maxLatency'],
    ['budget.mostTokens', 'maxTokens'],
    ['budget.mostDollars', 'maxDollars'],
    ['load.suite.conversations', 'suite.conversations'],
    ['probe.request.path', 'probe.path'],
    ['passes', 'passes'],
    ['toString', 'toString'],
  ])('has a setting by the name that it is written by: %s', (path, name) => {
    expect(propOf(path)).toBe(name);
  });

  it('has a number said once that its own rule refuses too', () => {
    expect(gateProblems({ ...definitions.health, passes: NaN } as GateDefinition)).toHaveLength(1);
  });

  it('is refused with a freeze by nothing, and has the two ways said', () => {
    expect(gateProblems({ name: 'freeze', phase: 'before-traffic', kind: 'freeze' })).toEqual([
      "`calendars` or `openHours` must be given: a name that the platform has, such as 'freeze', or OpenHours.office({ … })",
    ]);
  });

  it('compares with the version that serves for a contract, and for what is watched', () => {
    const comparing = Object.keys(definitions).filter((kind) => kindOf(definitions[kind]!).needsBlue);
    expect(comparing).toEqual(['contract', 'errors', 'latency', 'tables', 'orders']);
  });
});
