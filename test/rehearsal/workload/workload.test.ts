import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import type { Incident } from '../../../lib/rehearsal/workload/incident';
import { Workload, type ServedRequest, type WorkloadPorts } from '../../../lib/rehearsal/workload/workload';

const MINUTE = 60_000;
const latencyMs = { p50: 100, p90: 200, p99: 400 };
const alias = { functionName: 'chat', aliasName: 'live' };

interface Settings {
  readonly seed?: number;
  readonly ports?: Partial<WorkloadPorts>;
  readonly incidents?: readonly Incident[];
  readonly errorRates?: { readonly blue: number; readonly green: number };
}

/** Customers of one alias, and what became of their requests. */
function customers(settings: Settings = {}) {
  const { seed = 7, ports = {}, incidents = [], errorRates = { blue: 0, green: 0 } } = settings;
  const simulation = new Simulation(0);
  const served: ServedRequest[] = [];
  const payloads: unknown[] = [];
  const workload = new Workload(
    {
      simulation,
      randomness: new Randomness(seed),
      requestsPerSecond: 10,
      requests: undefined,
      invoke: async (_, payload) => {
        payloads.push(JSON.parse(payload));
        await simulation.sleep(250);
        return { executedVersion: '1', failed: false };
      },
      model: () => ({ executedVersion: '1', failed: false, durationMs: 100 }),
      observe: (request) => {
        served.push(request);
      },
      ...ports,
    },
    {
      blue: { errorRate: errorRates.blue, latencyMs },
      green: { errorRate: errorRates.green, latencyMs: { p50: 1000, p90: 2000, p99: 4000 } },
    },
    incidents,
  );
  return { simulation, workload, served, payloads, pass: (ms: number) => simulation.run(() => simulation.sleep(ms)) };
}

/** The share of a thousand calls that fail. */
function failingShare(workload: Workload, version: string, byAlias = true): number {
  const calls = Array.from({ length: 1000 }, () => workload.behaviour('chat', version, byAlias));
  return calls.filter(({ fails }) => fails).length / 1000;
}

describe('the customers', () => {
  it.each([1, 7, 42])('arrive at the rate of the scenario, with the seed %d', async (seed) => {
    const { workload, served, pass } = customers({ seed });
    workload.serve(alias);
    await pass(10 * MINUTE);
    // 6000 expected; four standard deviations of a Poisson process are 310.
    expect(Math.abs(served.length - 6000)).toBeLessThan(310);
  });

  it('arrive at random moments, not at intervals', async () => {
    const { workload, served, pass } = customers();
    workload.serve(alias);
    await pass(10 * MINUTE);
    const gaps = served.slice(1).map(({ at }, index) => at - served[index]!.at);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // The gaps of a Poisson process deviate as much as their mean.
    expect(deviation / mean).toBeGreaterThan(0.9);
    expect(deviation / mean).toBeLessThan(1.1);
  });

  it('arrive at the same moments for the same seed, and at others for another', async () => {
    const moments = async (seed: number) => {
      const { workload, served, pass } = customers({ seed });
      workload.serve(alias);
      await pass(MINUTE);
      return served.map(({ at }) => at);
    };
    const first = await moments(7);
    expect(await moments(7)).toEqual(first);
    expect(await moments(8)).not.toEqual(first);
  });

  it('come once for an alias, however often it is served', async () => {
    const { workload, served, pass } = customers();
    workload.serve(alias);
    workload.serve(alias);
    await pass(10 * MINUTE);
    expect(served.length).toBeLessThan(7000);
  });

  it('come to every alias', async () => {
    const { workload, served, pass } = customers();
    workload.serve(alias);
    workload.serve({ functionName: 'search', aliasName: 'live' });
    await pass(MINUTE);
    expect(new Set(served.map((request) => request.alias.functionName))).toEqual(new Set(['chat', 'search']));
  });

  it('stay away where the scenario says no traffic', async () => {
    const { workload, served, pass } = customers({ ports: { requestsPerSecond: 0 } });
    workload.serve(alias);
    await pass(MINUTE);
    expect(served).toEqual([]);
  });

  it('send the requests of the scenario in turn, each with its number', async () => {
    const requests = [
      { method: 'GET', path: '/a/${n}', headers: {} },
      { method: 'GET', path: '/b/${n}', headers: {} },
    ];
    const { workload, payloads, pass } = customers({ ports: { requests } });
    workload.serve(alias);
    await pass(2000);
    const paths = payloads.map((payload) => (payload as { readonly rawPath: string }).rawPath);
    expect(paths.slice(0, 3)).toEqual(['/a/1', '/b/2', '/a/3']);
  });

  it('are told of by the moment they called, once they were served', async () => {
    const requests = [{ method: 'GET', path: '/', headers: {} }];
    const { workload, served, payloads, pass } = customers({ ports: { requests } });
    workload.serve(alias);
    await pass(2000);
    const first = (payloads[0] as { readonly requestContext: { readonly timeEpoch: number } }).requestContext.timeEpoch;
    expect(served[0]).toEqual({ at: first, alias, version: '1', failed: false });
    expect(served.length).toBeLessThan(payloads.length);
  });
});

describe('how a call goes', () => {
  it('follows the scenario by version: blue until a version is on its way, then that one is green', () => {
    const { workload } = customers({ errorRates: { blue: 0, green: 0.5 } });
    workload.serve(alias);
    expect(failingShare(workload, '2')).toBe(0);

    workload.setGreen('chat', '2');

    expect(failingShare(workload, '1')).toBe(0);
    // Four standard deviations of the share of 1000 calls are 0.063.
    expect(Math.abs(failingShare(workload, '2') - 0.5)).toBeLessThan(0.063);
  });

  it('makes the version before blue again when the next one comes', () => {
    const { workload } = customers({ errorRates: { blue: 0, green: 1 } });
    workload.serve(alias);
    workload.setGreen('chat', '2');
    workload.setGreen('chat', '3');
    expect(failingShare(workload, '2')).toBe(0);
    expect(failingShare(workload, '3')).toBe(1);
  });

  it('takes as long as the version’s latency says', () => {
    const { workload } = customers();
    workload.serve(alias);
    workload.setGreen('chat', '2');
    const latencies = (version: string) =>
      Array.from({ length: 1000 }, () => workload.behaviour('chat', version, true).latencyMs).sort((a, b) => a - b);
    const blue = latencies('1');
    const green = latencies('2');
    expect(Math.abs(blue[500]! - 100)).toBeLessThan(10);
    expect(Math.abs(green[500]! - 1000)).toBeLessThan(100);
    expect(blue.every(Number.isInteger)).toBe(true);
  });

  it('fails for customers only, who come by the alias', () => {
    const { workload } = customers({ errorRates: { blue: 1, green: 1 } });
    workload.serve(alias);
    workload.setGreen('chat', '2');
    expect(failingShare(workload, '2', false)).toBe(0);
    expect(failingShare(workload, '2', true)).toBe(1);
  });

  it('is left alone where no customer comes: hooks and helpers', () => {
    const { workload } = customers({ errorRates: { blue: 1, green: 1 } });
    workload.serve(alias);
    expect(workload.behaviour('gate', '1', true)).toEqual({ latencyMs: 0, fails: false });
  });

  it('changes when the scenario does', () => {
    const { workload } = customers({ errorRates: { blue: 1, green: 1 } });
    workload.serve(alias);
    workload.behave({ blue: { errorRate: 0, latencyMs }, green: { errorRate: 0, latencyMs } }, []);
    expect(failingShare(workload, '1')).toBe(0);
  });
});

describe('an incident', () => {
  const incidents = [{ at: 2 * MINUTE, for: MINUTE, errorRate: 1 }];

  it.each([
    ['just before it', 2 * MINUTE - 1, 0],
    ['from its start', 2 * MINUTE, 1],
    ['to its last moment', 3 * MINUTE - 1, 1],
    ['no longer at its end', 3 * MINUTE, 0],
  ])('hits both versions, counted from the start of the deployment: %s', async (_, ms, share) => {
    const { workload, pass } = customers({ incidents, ports: { requestsPerSecond: 0.0001 } });
    workload.serve(alias);
    await pass(5000);
    workload.setGreen('chat', '2');
    await pass(ms);
    expect(failingShare(workload, '1')).toBe(share);
    expect(failingShare(workload, '2')).toBe(share);
    expect(failingShare(workload, '2', false)).toBe(0);
  });

  it('hits nobody without a deployment', async () => {
    const { workload, pass } = customers({ incidents });
    workload.serve(alias);
    await pass(2.5 * MINUTE);
    expect(failingShare(workload, '1')).toBe(0);
  });

  it('is another one, or none, once the scenario says so', () => {
    const calm = { blue: { errorRate: 0, latencyMs }, green: { errorRate: 0, latencyMs } };
    const { workload } = customers({ incidents: [{ at: 0, for: MINUTE, errorRate: 1 }] });
    workload.serve(alias);
    workload.setGreen('chat', '2');
    workload.behave(calm, [{ at: MINUTE, for: MINUTE, errorRate: 1 }]);
    expect(failingShare(workload, '1')).toBe(0);
    workload.behave(calm, [{ at: 0, for: MINUTE, errorRate: 1 }]);
    expect(failingShare(workload, '1')).toBe(1);
  });

  it('does not make a worse version better', () => {
    const { workload } = customers({
      incidents: [{ at: 0, for: MINUTE, errorRate: 0.1 }],
      errorRates: { blue: 0, green: 1 },
    });
    workload.serve(alias);
    workload.setGreen('chat', '2');
    expect(failingShare(workload, '2')).toBe(1);
    const blue = failingShare(workload, '1');
    expect(Math.abs(blue - 0.1)).toBeLessThan(0.038);
  });
});
