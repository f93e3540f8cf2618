import type { JsonObject } from './json';

/**
 * A scenario that says a little of everything, for mutations to start from. A new one each time.
 *
 * @param functionId a function of the app: a fault on one that is not there is refused
 */
export function seedScenario(withSteps: boolean, functionId: string): JsonObject {
  const versions = {
    blue: {
      errorRate: 0.005,
      latencyMs: { p50: 120, p90: 260, p99: 480 },
      retries: { perFailure: 2 },
      releaseMetrics: true,
    },
    green: {
      from: '3m',
      coldStart: { for: '1m', errorRate: 0.03, slow: { share: 0.1, byMs: 500 } },
      errorRate: 0.02,
      failedAnswerRate: 0.01,
      slow: { share: 0.02, byMs: 1000 },
      latencyGrowthMsPerMinute: 5,
      retries: { perFailure: 3, failsAgain: 0.5, sameVersion: true },
    },
  };
  const faults: JsonObject[] = [
    { on: 'function', id: functionId, kind: 'slow', delay: '2s', times: 2 },
    { on: 'api', id: 'dynamodb:PutItem', kind: 'throttle', at: '1m', for: '30s' },
  ];
  const shared: JsonObject = {
    seed: 7,
    start: '2026-01-05T09:00:00.000Z',
    account: { parameters: { '/fuzz/parameter': 'value' } },
    traffic: { requestsPerSecond: 1 },
    versions,
    history: { hours: 2, requestsPerSecond: 1 },
    incidents: [{ at: '2m', for: '30s', errorRate: 0.5 }],
    faults,
  };
  const expect: JsonObject = { outcome: 'released', within: '20m', denied: [] };
  if (!withSteps) return { ...shared, expect };
  return {
    ...shared,
    steps: [
      { deploy: 'from', name: 'first' },
      { wait: '10m' },
      { deploy: 'to', versions: { green: { errorRate: 0 } }, faults: [], expect },
    ],
  };
}
