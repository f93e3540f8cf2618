import type { JsonObject } from './json';

/**
 * A scenario that says a little of everything, for mutations to start from. A new one each time.
 *
 * @param functionId a function of the app: a fault on one that is not there is refused
 */
export function seedScenario(withSteps: boolean, functionId: string): JsonObject {
  const versions = {
    blue: { errorRate: 0.005, latencyMs: { p50: 120, p90: 260, p99: 480 } },
    green: { errorRate: 0.02 },
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
