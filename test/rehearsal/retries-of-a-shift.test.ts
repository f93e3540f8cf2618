import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePlan, parseScenario, rehearse } from 'sluice/rehearsal';
import { writeReleasedFunction } from '../cli/small-assembly';

const REQUESTS = [{ method: 'GET', path: '/', headers: {} }];

describe('customers who try again while traffic shifts', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-retries-'));
    for (const name of ['One', 'Two']) {
      writeReleasedFunction(join(directory, name), name, { how: 'Linear10PercentEvery1Minute' });
    }
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  /** How many calls of blue and of green there were during a shift of nine minutes, and how many of them failed. */
  async function requests(retries: object, { real = false, failing = 1 } = {}) {
    const scenario = parseScenario({
      traffic: { requestsPerSecond: real ? 2 : 20, ...(real ? { requests: 'requests.yaml' } : {}) },
      versions: { green: { errorRate: failing, retries } },
      steps: [{ deploy: 'One' }, { deploy: 'Two' }],
    });
    const plan = makePlan({ scenario, folder: directory, ...(real ? { requests: REQUESTS } : {}) });
    const { releases } = await rehearse(plan);
    return releases[1]!.requests;
  }

  it('come to either version, as Lambda routes each call anew', async () => {
    const { blue, green } = await requests({ perFailure: 3 });
    expect(blue.errors).toBeGreaterThan(1000);
    expect(blue.errors).toBeLessThan(blue.total);
    expect(green.errors).toBe(green.total);
  });

  it('come to the version that failed alone, where the scenario says so', async () => {
    const none = await requests({ perFailure: 0 });
    const { blue, green } = await requests({ perFailure: 3, sameVersion: true });
    expect(blue.errors).toBe(0);
    // Nine minutes at half of 20 calls a second on average, 5400 of each; some customers have not tried again at the end.
    expect(Math.abs(blue.total - none.blue.total)).toBeLessThan(5 * Math.sqrt(2 * 5400));
    expect(green.total).toBeLessThanOrEqual(4 * none.green.total + 4 * 5 * Math.sqrt(2 * 5400));
    expect(green.total).toBeGreaterThan(3.6 * none.green.total);
  });

  it('fail no more than others where the request was not to blame', async () => {
    const { blue } = await requests({ perFailure: 3, failsAgain: 0 });
    expect(blue.errors).toBe(0);
  });

  it('send their request again to the real handlers', async () => {
    const once = await requests({ perFailure: 0 }, { real: true, failing: 0.5 });
    const { blue, green } = await requests({ perFailure: 10 }, { real: true, failing: 0.5 });
    expect(blue.errors).toBe(0);
    expect(blue.total).toBeGreaterThan(once.blue.total);
    expect(green.total).toBeGreaterThan(1.3 * once.green.total);
  });
});
