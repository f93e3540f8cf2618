import { kindOf, type GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { checkGate, type GateDraft } from '../../../lib/domain/gates/gate-problems';
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

  it('has a number said once that its own rule refuses too', () => {
    expect(gateProblems({ ...definitions.health, passes: NaN } as GateDefinition)).toHaveLength(1);
  });

  it('calls the version that serves for a contract alone', () => {
    expect(Object.keys(definitions).filter((kind) => kindOf(definitions[kind]!).needsBlue)).toEqual(['contract']);
  });
});
