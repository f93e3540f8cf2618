import fc from 'fast-check';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';
import type { Retries } from '../../../lib/rehearsal/workload/version-behaviour';
import { Workload, type ServedRequest, type WorkloadPorts } from '../../../lib/rehearsal/workload/workload';
import { cases } from '../../cases/rehearsal/retries.json';

const HOUR = 3_600_000;
const DURATION = 300;
const latencyMs = { p50: 100, p90: 200, p99: 400 };
const retrying = (said: Partial<Retries>): Retries => ({ perFailure: 3, failsAgain: 1, sameVersion: false, ...said });

interface Settings {
  readonly blue?: Retries | undefined;
  readonly green?: Retries | undefined;
  readonly seed?: number;
  /** Of ten calls a second the clusters overlap; of one in a minute or more they hardly do. */
  readonly requestsPerSecond?: number;
  readonly ports?: Partial<WorkloadPorts>;
}

/** What of an event tells requests apart. */
interface SentEvent {
  readonly rawPath: string;
  readonly requestContext: { readonly requestId: string; readonly timeEpoch: number };
}

/** What the model is asked for: each call, in order. */
type Asked = Parameters<WorkloadPorts['model']>[1];

/** Calls of an alias in an hour; every first call fails. Version 2 is green, and serves all. */
async function played({ blue, green, seed = 7, requestsPerSecond = 0.01, ports = {} }: Settings) {
  const simulation = new Simulation(0);
  const served: ServedRequest[] = [];
  const asked: Asked[] = [];
  const behaviour = { errorRate: 0, latencyMs };
  const workload = new Workload(
    {
      simulation,
      randomness: new Randomness(seed),
      requestsPerSecond,
      requests: undefined,
      invoke: () => Promise.reject(new Error('nothing is real here')),
      model: (_, retry) => {
        asked.push(retry);
        return { executedVersion: '2', failed: retry?.fails ?? true, durationMs: DURATION };
      },
      observe: (request) => {
        served.push(request);
      },
      ...ports,
    },
    {
      blue: { ...behaviour, ...(blue ? { retries: blue } : {}) },
      green: { ...behaviour, ...(green ? { retries: green } : {}) },
    },
    [],
  );
  workload.setGreen('chat', '2');
  workload.serve({ functionName: 'chat', aliasName: 'live' });
  await simulation.run(() => simulation.sleep(HOUR));
  return { served, asked };
}

describe('a customer whose call failed', () => {
  it.each(cases)('$name', async ({ blue, green, triesPerCall, versions }) => {
    const { asked } = await played({ blue: blue && retrying(blue), green: green && retrying(green) });
    const first = asked.filter((retry) => retry === undefined).length;
    const again = asked.filter((retry) => retry !== undefined);
    expect(first).toBeGreaterThan(20);
    // The last customer may not have tried again yet.
    expect(first * triesPerCall - again.length).toBeGreaterThanOrEqual(0);
    expect(first * triesPerCall - again.length).toBeLessThanOrEqual(triesPerCall);
    expect(new Set(again.map((retry) => retry.version))).toEqual(new Set(versions.map((one) => one ?? undefined)));
  });

  it('tries again within two seconds of the end of the call before, at a random moment', async () => {
    const { served, asked } = await played({ green: retrying({}) });
    const pauses = asked.flatMap((retry, index) =>
      retry === undefined ? [] : [served[index]!.at - served[index - 1]!.at - DURATION],
    );
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(2000);
    const mean = pauses.reduce((sum, ms) => sum + ms, 0) / pauses.length;
    expect(Math.abs(mean - 1000)).toBeLessThan((4 * 577) / Math.sqrt(pauses.length));
  });

  it('tries again until a call goes well, each by the chance that is said', async () => {
    const { asked } = await played({ green: retrying({ perFailure: 10, failsAgain: 0.5 }), requestsPerSecond: 1 });
    const first = asked.filter((retry) => retry === undefined).length;
    const again = asked.filter((retry) => retry !== undefined);
    const failed = again.filter(({ fails }) => fails).length;
    expect(Math.abs(failed / again.length - 0.5)).toBeLessThan(2 / Math.sqrt(again.length));
    // Two tries on average, but for the one in 1024 customers that gives up; their variance is 2.
    expect(Math.abs(again.length / first - 2)).toBeLessThan(4 * Math.sqrt(2 / first) + 0.01);
  });

  it('changes nothing of when the others come first', async () => {
    const comes = async (green: Retries | undefined, seed: number) => {
      const { served, asked } = await played({ green, seed });
      return served.filter((_, index) => asked[index] === undefined).map(({ at }) => at);
    };
    const retries = fc.record({
      perFailure: fc.nat(10),
      failsAgain: fc.double({ min: 0, max: 1, noNaN: true }),
      sameVersion: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(), retries, async (seed, green) => {
        expect(await comes(green, seed)).toEqual(await comes(undefined, seed));
      }),
      { numRuns: 20 },
    );
  });

  it('goes by the version that its function was published as, where its alias is gone past', async () => {
    const model: WorkloadPorts['model'] = () => ({ executedVersion: '$LATEST', failed: true, durationMs: DURATION });
    const publishedAs = () => '2';
    const past = await played({ green: retrying({}), ports: { model, publishedAs } });
    const { served } = await played({ green: retrying({}), ports: { model } });
    expect(past.served.length).toBeGreaterThan(served.length * 3);
  });
});

describe('a customer whose real call failed', () => {
  it('sends the same again, as another request, and stops once it is served', async () => {
    const sent: { readonly id: string; readonly path: string; readonly at: number }[] = [];
    const { served } = await played({
      green: retrying({ perFailure: 2, failsAgain: 0 }),
      ports: {
        requests: [{ method: 'GET', path: '/${n}', headers: {} }],
        invoke: (_, payload) => {
          const { rawPath, requestContext } = JSON.parse(payload) as SentEvent;
          sent.push({ id: requestContext.requestId, path: rawPath, at: requestContext.timeEpoch });
          // The first customer gives up, and the second is served when it tries again.
          const failed = rawPath === '/1' || requestContext.requestId === 'request-2';
          return Promise.resolve({ executedVersion: '2', failed });
        },
      },
    });
    expect(sent.slice(0, 6).map(({ id, path }) => [id, path])).toEqual([
      ['request-1', '/1'],
      ['request-1-again-1', '/1'],
      ['request-1-again-2', '/1'],
      ['request-2', '/2'],
      ['request-2-again-1', '/2'],
      ['request-3', '/3'],
    ]);
    expect(served.map(({ at }) => at)).toEqual(sent.map(({ at }) => at));
    expect(served.slice(0, 6).map(({ failed }) => failed)).toEqual([true, true, true, true, false, false]);
    const [first, second] = sent;
    expect(second!.at - first!.at).toBeLessThanOrEqual(2000);
  });
});
