import * as v from 'valibot';
import { parseTrafficRequests } from '../../../lib/rehearsal/scenario/parse-scenario';
import { ScenarioError } from '../../../lib/rehearsal/scenario/scenario-error';
import { scenarioSchema, trafficRequestsSchema } from '../../../lib/rehearsal/scenario/scenario-schema';

const latencyMs = { p50: 120, p90: 260, p99: 480 };

/** Every complaint about a document, each with where it is. */
function complaints(schema: v.GenericSchema, document: unknown): readonly string[] {
  const parsed = v.safeParse(schema, document);
  return (parsed.issues ?? []).map((issue) => `${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`);
}

describe('a scenario', () => {
  it('begins in a year of four digits, and ends in one', () => {
    expect(complaints(scenarioSchema, { start: '9999-12-31T23:59:59.999Z' })).toEqual([
      'start: must be between the years 1970 and 8999',
    ]);
    expect(complaints(scenarioSchema, { start: '1970-01-01T00:00:00.000Z' })).toEqual([]);
  });

  it('refuses a duration that nobody means', () => {
    expect(complaints(scenarioSchema, { steps: [{ wait: '99999999999d' }, { wait: '31d' }] })).toEqual([
      'steps.0.wait: must be at most 31d',
    ]);
  });

  it('may be empty: nothing then happens but the deployments', () => {
    expect(v.parse(scenarioSchema, {})).toEqual({
      seed: 1,
      start: '2026-01-05T09:00:00.000Z',
      account: { parameters: {} },
      versions: {},
      incidents: [],
      faults: [],
    });
  });

  it('says everything about a rehearsal of two assemblies', () => {
    const scenario = {
      seed: 42,
      start: '2026-06-01T12:30:00.000Z',
      account: { parameters: { '/chat/webhook': 'https://hooks.example/1' } },
      traffic: { requestsPerSecond: 12.5, requests: 'requests.yaml', through: 'alias' },
      versions: { blue: { errorRate: 0.001, latencyMs }, green: { errorRate: 1 } },
      incidents: [{ at: '4m', for: '90s', errorRate: 0.5 }],
      faults: [{ on: 'api', id: 'sns:Publish', kind: 'late', delay: '3s', at: '2m', for: '1m', times: 2 }],
      expect: { outcome: 'rolled-back', by: 'errors', within: '1.5h' },
    };
    expect(v.parse(scenarioSchema, scenario)).toEqual({
      ...scenario,
      incidents: [{ at: 240_000, for: 90_000, errorRate: 0.5 }],
      faults: [{ ...scenario.faults[0], delay: 3000, at: 120_000, for: 60_000 }],
      expect: { outcome: 'rolled-back', by: 'errors', within: 5_400_000 },
    });
  });

  it('says what customers do whose call failed', () => {
    const blue = { retries: { perFailure: 3, failsAgain: 0.5, sameVersion: true } };
    const versions = { blue, green: { retries: { perFailure: 0 } } };
    expect(v.parse(scenarioSchema, { versions }).versions).toEqual(versions);
    const refused = [{ perFailure: 11 }, { perFailure: 0.5 }, { perFailure: 1, failsAgain: 2 }].flatMap((retries) =>
      complaints(scenarioSchema, { versions: { blue: { retries } } }),
    );
    expect(refused).toEqual([
      'versions.blue.retries.perFailure: must be a whole number from 0 to 10',
      'versions.blue.retries.perFailure: must be a whole number from 0 to 10',
      'versions.blue.retries.failsAgain: must be 0 to 1',
    ]);
  });

  it('says how a version gets worse while its traffic shifts', () => {
    const versions = {
      blue: { slow: { share: 0.01, byMs: 400 }, latencyGrowthMsPerMinute: 0 },
      green: {
        from: '12m',
        coldStart: { for: '1m', errorRate: 0.03 },
        slow: { share: 0.02, byMs: 1000 },
        latencyGrowthMsPerMinute: 20,
      },
    };
    expect(v.parse(scenarioSchema, { versions }).versions).toEqual({
      ...versions,
      green: { ...versions.green, from: 720_000, coldStart: { for: 60_000, errorRate: 0.03 } },
    });
  });

  it.each([
    ['a time without anything that holds from then on', { green: { from: '12m' } }, 'green: must say beside `from`'],
    ['a cold start that is none', { green: { coldStart: { for: '1m' } } }, 'green.coldStart: must say beside `for`'],
    ['a cold start of blue', { blue: { coldStart: { for: '1m', errorRate: 1 } } }, 'blue.coldStart: '],
    ['a time of blue', { blue: { from: '12m', errorRate: 1 } }, 'blue.from: '],
    ['a share above one', { green: { slow: { share: 2, byMs: 1 } } }, 'green.slow.share: must be 0 to 1'],
    ['a tail that is faster', { green: { slow: { share: 0.1, byMs: -1 } } }, 'green.slow.byMs: must not be negative'],
    ['a latency that falls', { blue: { latencyGrowthMsPerMinute: -1 } }, 'blue.latencyGrowthMsPerMinute: must not'],
  ])('refuses, of a version, %s', (_, versions, says) => {
    expect(complaints(scenarioSchema, { versions })).toEqual([expect.stringContaining(`versions.${says}`) as string]);
  });

  it('may have steps: deployments, and waits between them', () => {
    const steps = [
      { deploy: 'cdk.out/one', name: 'first', versions: { green: { latencyMs } }, expect: { outcome: 'first-deploy' } },
      { wait: '2d' },
      { deploy: 'cdk.out/two' },
    ];
    expect(v.parse(scenarioSchema, { steps }).steps).toEqual([steps[0], { wait: 172_800_000 }, steps[2]]);
  });

  it.each([
    ['0ms', 0],
    ['250ms', 250],
    ['90s', 90_000],
    ['12m', 720_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
  ])('reads the duration %s as %d ms', (text, ms) => {
    expect(v.parse(scenarioSchema, { steps: [{ wait: text }] }).steps).toEqual([{ wait: ms }]);
  });

  it.each(['', '10', 'm', '1 m', '-1m', '1M', '1min', '.5h', '1.h', '1m30s', ' 1m'])(
    'does not read "%s" as a duration',
    (text) => {
      expect(complaints(scenarioSchema, { steps: [{ wait: text }] })).toEqual([
        'steps.0.wait: must be a duration such as 90s, 12m or 1h',
      ]);
    },
  );

  it.each<readonly [unknown, string]>([
    [
      { on: 'queue' },
      'faults.0.on: Invalid type: Expected ("function" | "api" | "state-machine" | "rule") but received "queue"',
    ],
    [{ on: 'function', id: 'Closer', kind: 'explode' }, 'faults.0.kind: Invalid type: '],
    [
      { on: 'api', id: 'Publish', kind: 'hang' },
      'faults.0.id: must be a service and an operation, such as dynamodb:PutItem',
    ],
    [{ on: 'state-machine', id: 'GateRun', kind: 'hang' }, 'faults.0.kind: Invalid type: '],
    [{ on: 'function', id: 'Closer', kind: 'hang', times: 0 }, 'faults.0.times: must be 1 or more'],
    [
      { on: 'function', id: 'Closer', kind: 'hang', times: 1, call: 1 },
      'faults.0: must say `times` or `call`, not both',
    ],
    [{ on: 'function', id: 'Closer', kind: 'hang', for: '1m' }, 'faults.0: must say `at` where it says `for`'],
  ])('refuses the fault %j', (fault, complaint) => {
    expect(complaints(scenarioSchema, { faults: [fault] }).join()).toContain(complaint);
  });

  it.each([
    ['-8m', -480_000],
    ['0s', 0],
    ['1.5h', 5_400_000],
  ])('reads that a throttle begins at %s', (at, ms) => {
    const throttle = { table: 'Orders', index: 'byDay', at, for: '2m', writes: true };
    const read = { ...throttle, at: ms, for: 120_000 };
    const { throttles, steps } = v.parse(scenarioSchema, {
      throttles: [throttle],
      steps: [{ deploy: 'one', throttles: [throttle] }],
    });
    expect(throttles).toEqual([read]);
    expect(steps).toEqual([{ deploy: 'one', throttles: [read] }]);
  });

  it.each<readonly [object, string]>([
    [{ at: 'soon' }, 'throttles.0.at: must be a duration such as 90s, 12m or -8m'],
    [{ at: '--8m' }, 'throttles.0.at: must be a duration such as 90s, 12m or -8m'],
    [{ at: '-32d' }, 'throttles.0.at: must be at least -31d'],
    [{ at: '32d' }, 'throttles.0.at: must be at most 31d'],
    [{ for: '-1m' }, 'throttles.0.for: must be a duration such as 90s, 12m or 1h'],
    [{ reads: false, writes: false }, 'throttles.0: must throttle reads or writes, not neither'],
    [{ tables: [] }, 'throttles.0.tables: Invalid key'],
  ])('refuses a throttle with %j', (given, complaint) => {
    const throttle = { table: 'Orders', at: '1m', for: '1m', ...given };
    expect(complaints(scenarioSchema, { throttles: [throttle] }).join()).toContain(complaint);
  });

  it.each<readonly [unknown, string]>([
    [{ sed: 1 }, 'sed: Invalid key: Expected never but received "sed"'],
    [{ seed: 1.5 }, 'seed: Invalid integer: Received 1.5'],
    [{ seed: 'a' }, 'seed: Invalid type: Expected number but received "a"'],
    [{ start: 'yesterday' }, 'start: Invalid timestamp: Received "yesterday"'],
    [{ start: '2026-01-05T09:00:00' }, 'start: Invalid timestamp: Received "2026-01-05T09:00:00"'],
    [{ account: { params: {} } }, 'account.params: Invalid key: Expected never but received "params"'],
    [{ account: { parameters: { '/a': 1 } } }, 'account.parameters./a: Invalid type: Expected string but received 1'],
    [{ traffic: {} }, 'traffic.requestsPerSecond: Invalid key: Expected "requestsPerSecond" but received undefined'],
    [{ traffic: { requestsPerSecond: -1 } }, 'traffic.requestsPerSecond: must not be negative'],
    [
      { traffic: { requestsPerSecond: 10_001 } },
      'traffic.requestsPerSecond: Invalid value: Expected <=10000 but received 10001',
    ],
    [
      { traffic: { requestsPerSecond: 1, requests: [] } },
      'traffic.requests: Invalid type: Expected string but received Array',
    ],
    [
      { traffic: { requestsPerSecond: 1, through: 'url' } },
      'traffic.through: Invalid type: Expected ("api" | "alias") but received "url"',
    ],
    [{ versions: { red: {} } }, 'versions.red: Invalid key: Expected never but received "red"'],
    [{ versions: { blue: { errorRate: 1.1 } } }, 'versions.blue.errorRate: must be 0 to 1'],
    [{ versions: { green: { errorRate: -0.1 } } }, 'versions.green.errorRate: must be 0 to 1'],
    [
      { versions: { green: { errors: 1 } } },
      'versions.green.errors: Invalid key: Expected never but received "errors"',
    ],
    [
      { versions: { green: { latencyMs: { p50: 1, p90: 2 } } } },
      'versions.green.latencyMs.p99: Invalid key: Expected "p99" but received undefined',
    ],
    [
      { versions: { green: { latencyMs: { p50: -3, p90: 2, p99: 4 } } } },
      'versions.green.latencyMs.p50: must not be negative',
    ],
    [
      { versions: { green: { latencyMs: { p50: 3, p90: 2, p99: 4 } } } },
      'versions.green.latencyMs: must rise: p50 ≤ p90 ≤ p99',
    ],
    [
      { versions: { green: { latencyMs: { p50: 1, p90: 5, p99: 4 } } } },
      'versions.green.latencyMs: must rise: p50 ≤ p90 ≤ p99',
    ],
    [
      { incidents: [{ at: '1m', for: '10', errorRate: 1 }] },
      'incidents.0.for: must be a duration such as 90s, 12m or 1h',
    ],
    [
      { incidents: [{ at: 60, for: '1m', errorRate: 1 }] },
      'incidents.0.at: Invalid type: Expected string but received 60',
    ],
    [
      { incidents: [{ at: '1m', for: '1m' }] },
      'incidents.0.errorRate: Invalid key: Expected "errorRate" but received undefined',
    ],
    [{ incidents: [{ at: '1m', for: '1m', errorRate: 2 }] }, 'incidents.0.errorRate: must be 0 to 1'],
    [{ steps: [] }, 'steps: Invalid length: Expected >=1 but received 0'],
    [{ steps: ['x'] }, 'steps.0: Invalid type: Expected Object but received "x"'],
    [{ steps: [{}] }, 'steps.0.deploy: Invalid key: Expected "deploy" but received undefined'],
    [{ steps: [{ deploy: 1 }] }, 'steps.0.deploy: Invalid type: Expected string but received 1'],
    [
      { steps: [{ wait: '1m' }, { deploy: 'a', wait: '1m' }] },
      'steps.1.deploy: Invalid key: Expected never but received "deploy"',
    ],
    [{ steps: [{ deploy: 'a', seed: 1 }] }, 'steps.0.seed: Invalid key: Expected never but received "seed"'],
    [
      { steps: [{ deploy: 'a', expect: { outcome: 'good' } }] },
      'steps.0.expect.outcome: Invalid type: Expected ("released" | "blocked" | "rolled-back" | "failed" | "first-deploy" | "no-change") but received "good"',
    ],
    [{ expect: {} }, 'expect.outcome: Invalid key: Expected "outcome" but received undefined'],
    [
      { expect: { outcome: 'released', within: '1 minute' } },
      'expect.within: must be a duration such as 90s, 12m or 1h',
    ],
    [{ expect: { outcome: 'released', of: 'x' } }, 'expect.of: Invalid key: Expected never but received "of"'],
    ['text', 'the document: Invalid type: Expected Object but received "text"'],
    [null, 'the document: Invalid type: Expected Object but received null'],
  ])('is refused where it says %j', (document, complaint) => {
    expect(complaints(scenarioSchema, document)).toEqual([complaint]);
  });

  it('is told all that is wrong with it at once', () => {
    expect(complaints(scenarioSchema, { seed: 'a', incidents: [{ at: '1', for: '1m', errorRate: 2 }] })).toHaveLength(
      3,
    );
  });
});

describe('the requests of customers', () => {
  it('have a method and a path, and may have headers, a query and a body', () => {
    const requests = [
      { method: 'GET', path: '/titles', headers: {}, query: { page: '${n}' } },
      { method: 'GET', path: '/titles?page=${n}' },
      { method: 'POST', path: '/chat', headers: { 'x-session': '${n}' }, body: { text: 'hello' } },
    ];
    expect(v.parse(trafficRequestsSchema, requests)).toEqual([
      requests[0],
      { ...requests[1], headers: {} },
      requests[2],
    ]);
  });

  it.each<readonly [unknown, readonly string[]]>([
    [{}, ['the document: Invalid type: Expected Array but received Object']],
    [[], ['the document: Invalid length: Expected >=1 but received 0']],
    [
      [{}],
      [
        '0.method: Invalid key: Expected "method" but received undefined',
        '0.path: Invalid key: Expected "path" but received undefined',
      ],
    ],
    [[{ method: 'GET', path: 'a' }], ['0.path: Invalid start: Expected "/" but received "a"']],
    [[{ method: 'GET', path: '/', headers: { a: 1 } }], ['0.headers.a: Invalid type: Expected string but received 1']],
    [[{ method: 'GET', path: '/', query: { a: 1 } }], ['0.query.a: Invalid type: Expected string but received 1']],
    [[{ method: 'GET', path: '/', tries: 2 }], ['0.tries: Invalid key: Expected never but received "tries"']],
  ])('are refused where they say %j', (document, expected) => {
    expect(complaints(trafficRequestsSchema, document)).toEqual(expected);
  });

  it('are read by a program too, which is told of every problem', () => {
    expect(parseTrafficRequests([{ method: 'GET', path: '/' }])).toEqual([{ method: 'GET', path: '/', headers: {} }]);
    const wrong = () => parseTrafficRequests([{ method: 'GET', path: 'a' }, 1]);
    expect(wrong).toThrow(ScenarioError);
    expect(wrong).toThrow(/^0\.path: .*\n1: /);
    expect(() => parseTrafficRequests({})).toThrow(/^the requests: /);
  });
});
