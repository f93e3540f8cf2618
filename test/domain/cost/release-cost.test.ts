import { handlerMetricsCost } from '../../../lib/domain/cost/handler-metrics-cost';
import fc from 'fast-check';
import * as v from 'valibot';
import { gateRunDefinition } from '../../../lib/constructs/platform/gate-run-definition';
import { kindOf } from '../../../lib/domain/gates/gate-kinds';
import { priceProblems, US_EAST_1_PRICES, type Prices } from '../../../lib/domain/cost/prices';
import { costSentence, releaseCost, type CostQuestion } from '../../../lib/domain/cost/release-cost';
import { releaseUsage, TRANSITIONS_OF_A_GATE, TRANSITIONS_OF_A_RUN } from '../../../lib/domain/cost/release-usage';
import type { HealthDefinition } from '../../../lib/domain/gates/health/health-definition';
import type { GateDefinition } from '../../../lib/domain/gates/gate-kinds';
import { suiteSchema } from '../../../lib/domain/suite/suite';
import cases from '../../cases/cost/sentences.json';
import { qualityGate, SUITE_SIZE } from '../gates/quality/quality-release';

const health = (passes: number): HealthDefinition => ({
  kind: 'health',
  name: 'health',
  phase: 'before-traffic',
  passes,
  withinSeconds: 60,
  probe: { kind: 'event', event: {} },
});

const TURN = { event: {}, expect: {} };

/** Conversations of two turns each. */
const integration = (conversations: number, concurrency = 4): GateDefinition => ({
  kind: 'integration',
  name: 'integration',
  phase: 'before-traffic',
  concurrency,
  withinSeconds: 600,
  suite: {
    ...v.parse(suiteSchema, {
      effects: 'none',
      conversations: [{ key: 'one', turns: [{ event: {}, expect: { ok: { equals: true } } }] }],
    }),
    conversations: Array.from({ length: conversations }, (_, index) => ({
      key: `c-${index}`,
      turns: [TURN, TURN],
    })),
  },
});

const question: CostQuestion = {
  gates: [health(3), integration(14), { ...health(3), name: 'health-at-100-percent', phase: 'after-traffic' }],
  shape: { kind: 'canary', percent: 10, intervalMinutes: 10 },
  tables: 0,
  functionGb: 0.5,
  releasesPerMonth: 10,
  alarmMetrics: 3,
  architecture: 'arm64',
  prices: US_EAST_1_PRICES,
};

/** What a squad has that takes the standard gates, and a shift of half an hour. */
const watched: CostQuestion = {
  ...question,
  gates: [
    ...question.gates,
    { kind: 'error-rate', name: 'error-rate', phase: 'in-flight', maxIncrease: { kind: 'points', points: 1 } },
    {
      ...{ kind: 'latency', name: 'latency', phase: 'in-flight', percentile: 99 },
      maxIncrease: { kind: 'milliseconds', milliseconds: 200 },
    },
    { kind: 'throttling', name: 'throttling', phase: 'in-flight', onThrottle: 'fail' },
  ],
  shape: { kind: 'canary', percent: 10, intervalMinutes: 30 },
  tables: 2,
  alarmMetrics: 4,
};

const FREE = Object.fromEntries(Object.keys(US_EAST_1_PRICES).map((name) => [name, 0])) as unknown as Prices;

describe('what a release costs', () => {
  it.each([
    ['the example’s gates', question],
    ['a function of 10 GB', { ...question, functionGb: 10 }],
    ['a hundred conversations', { ...question, gates: [health(3), integration(100)] }],
    ['a watch of half an hour', watched],
  ])('stays below two cents, and below a dollar and a half a month: %s', (_, given) => {
    const { perReleaseUsd, usdPerMonth } = releaseCost(given);
    expect(perReleaseUsd).toBeGreaterThan(0);
    expect(perReleaseUsd).toBeLessThanOrEqual(0.02);
    expect(usdPerMonth).toBeLessThanOrEqual(1.5);
  });

  it('is, of a month, what stands and what its releases cost', () => {
    const { perReleaseUsd, standingUsdPerMonth, usdPerMonth } = releaseCost(question);
    expect(usdPerMonth).toBeCloseTo(standingUsdPerMonth + 10 * perReleaseUsd, 12);
    expect(releaseCost({ ...question, releasesPerMonth: 0 }).usdPerMonth).toBeCloseTo(0.3, 12);
  });

  it.each([
    ['lambdaMillionRequests', 34 + 11],
    ['stepFunctionsMillionTransitions', 16 + 9],
    ['snsMillionPublishes', 1],
  ] as const)('counts what was used by its price: %s', (price, used) => {
    const { perReleaseUsd } = releaseCost({ ...question, prices: { ...FREE, [price]: 1_000_000 } });
    expect(perReleaseUsd).toBeCloseTo(used, 9);
  });

  it.each([
    // 33 looks of the watch besides, and three gates that nobody asks.
    ['lambdaMillionRequests', 34 + 11 + 33],
    // Each look in flight waits, as do the one before and the one after it; the start, and what gate runs have for it and its bake.
    ['stepFunctionsMillionTransitions', 16 + 9 + 32 * 3 + 1 + 5],
    // Four for errors, two for durations, two for a table; and what was before.
    ['cloudWatchThousandMetrics', (31 * (4 + 2 + 2 * 2) + 4 + 11 * 2 * 2) * 1000],
  ] as const)('counts the watch by its price: %s', (price, used) => {
    const { perReleaseUsd } = releaseCost({ ...watched, prices: { ...FREE, [price]: 1_000_000 } });
    expect(perReleaseUsd).toBeCloseTo(used, 6);
  });

  it('has a watch of two days in it, at ten cents of a release', () => {
    const { perReleaseUsd } = releaseCost({
      ...watched,
      shape: { kind: 'linear', percent: 2, intervalMinutes: 58 },
    });
    expect(perReleaseUsd).toBeGreaterThan(releaseCost(watched).perReleaseUsd * 5);
    expect(perReleaseUsd).toBeLessThan(0.2);
  });

  it('takes the price of the function’s own architecture, and Arm’s for the platform', () => {
    const cost = (architecture: CostQuestion['architecture'], price: keyof Prices) =>
      releaseCost({ ...question, architecture, prices: { ...FREE, [price]: 1 } }).perReleaseUsd;
    const { functionGbSeconds, platformGbSeconds } = releaseUsage(question);
    expect(cost('x86_64', 'lambdaGbSecondX86')).toBeCloseTo(functionGbSeconds, 9);
    expect(cost('x86_64', 'lambdaGbSecondArm')).toBeCloseTo(platformGbSeconds, 9);
    expect(cost('arm64', 'lambdaGbSecondArm')).toBeCloseTo(functionGbSeconds + platformGbSeconds, 9);
  });

  it('leaves out no price', () => {
    const metrics = { releasesPerMonth: 10, shiftMinutes: 10, callsPerMinute: 1 };
    const names = Object.keys(US_EAST_1_PRICES) as (keyof Prices)[];
    const changed = names.filter(
      (name) =>
        (['arm64', 'x86_64'] as const).some(
          (architecture) => releaseCost({ ...watched, architecture, prices: { ...FREE, [name]: 1 } }).usdPerMonth > 0,
        ) || handlerMetricsCost({ ...metrics, prices: { ...FREE, [name]: 1 } }).metricsUsd.least > 0,
    );
    expect(changed).toEqual(names);
  });

  it('never shrinks with more to ask', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), (one, more, passes) => {
        const cost = (conversations: number) =>
          releaseCost({ ...question, gates: [health(passes), integration(conversations)] }).perReleaseUsd;
        expect(cost(one + more)).toBeGreaterThanOrEqual(cost(one));
      }),
    );
  });
});

/** Two conversations of two turns each, with a setup and a teardown. */
const TURN_THAT_HOLDS = { event: {}, expect: { ok: { equals: true } } };
const SUITE = v.parse(suiteSchema, {
  effects: 'none',
  setup: [TURN_THAT_HOLDS],
  teardown: [TURN_THAT_HOLDS],
  conversations: ['greets', 'orders'].map((key) => ({
    key,
    tags: [key],
    turns: [TURN_THAT_HOLDS, TURN_THAT_HOLDS],
  })),
});
const COMMON = { name: 'gate', phase: 'before-traffic', withinSeconds: 60, concurrency: 5 } as const;

describe('the calls of a gate', () => {
  it.each<[string, GateDefinition, { readonly calls: number; readonly atATime: number }]>([
    ['health', health(3), { calls: 3, atATime: 1 }],
    ['integration', { ...COMMON, kind: 'integration', suite: SUITE }, { calls: 6, atATime: 2 }],
    ['one tag of it', { ...COMMON, kind: 'integration', suite: SUITE, tags: ['orders'] }, { calls: 4, atATime: 1 }],
    ['contract', { ...COMMON, kind: 'contract', suite: SUITE, allow: 'additions' }, { calls: 12, atATime: 2 }],
    [
      'synthetic load',
      {
        ...COMMON,
        kind: 'synthetic-load',
        load: { kind: 'request', request: { path: '/' } },
        requests: 200,
        maxErrorRatePercent: 1,
      },
      { calls: 200, atATime: 5 },
    ],
    [
      'own function',
      { name: 'gate', phase: 'before-traffic', withinSeconds: 60, kind: 'function' },
      { calls: 1, atATime: 1 },
    ],
  ])('are those of all that it sends: %s', (_, gate, expected) => {
    expect(kindOf(gate).calls(gate)).toEqual(expected);
  });
});

describe('the transitions of a gate run', () => {
  it('are those of its definition on the way to a pass, and its start', () => {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    const { States: states } = gateRunDefinition({
      partition: 'aws',
      openerArn: arn,
      askerArn: arn,
      deciderArn: arn,
      lastResortArn: arn,
    });
    const failing = ['Rescue', 'Broke'];
    expect(TRANSITIONS_OF_A_RUN).toBe(Object.keys(states).filter((name) => !failing.includes(name)).length + 1);
    const notAsked = ['WaitToAskAgain', 'CanItGoOn', 'GateBroke'];
    const ofAGate = Object.keys(states.Ask.ItemProcessor.States).filter((name) => !notAsked.includes(name));
    expect(TRANSITIONS_OF_A_GATE).toBe(ofAGate.length);
  });
});

describe('the cost in words', () => {
  it.each(cases)('is as short as it is known: $name', ({ cost, releases, says }) => {
    expect(costSentence(cost, releases)).toBe(says);
  });
});

describe('a price of one’s own', () => {
  it('must be an amount', () => {
    expect(priceProblems({ lambdaMillionRequests: 0, s3ThousandGets: 0.1 })).toEqual([]);
    expect(priceProblems({ snsMillionPublishes: -1 })).toEqual([
      '`prices.snsMillionPublishes` must be an amount of dollars, 0 or more, got: -1',
    ]);
  });
});

describe('a quality gate', () => {
  it('calls both versions for each turn, and writes each score three times', () => {
    const gate = qualityGate({ blueScores: 2 });
    const [without, withIt] = [[], [gate]].map((gates) => releaseUsage({ ...question, gates, functionGb: 1 }));
    expect(kindOf(gate).calls(gate)).toEqual({ calls: 3 * SUITE_SIZE, atATime: 4 });
    expect(withIt!.writeUnits - without!.writeUnits).toBe(2 + 3 * (180 + 24 + 12 + 3 * SUITE_SIZE));
  });
});
