import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, Rate, ReleasePlatform, TrafficPlan } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';

const SICK = `exports.handler = async () => ({ statusCode: 503, body: 'sick' });`;

let directory: string;
let report: Report;

/** Two functions in one stack, each under release, synthesized into a folder. */
function synthesize(name: string, code: { readonly Cart: string; readonly Orders: string }): void {
  const app = new App({ outdir: join(directory, name) });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Shop');
  for (const [id, text] of Object.entries(code)) {
    const source = join(directory, `${name}-${id}`);
    mkdirSync(source);
    writeFileSync(join(source, 'index.js'), text);
    new GatedRelease(stack, `${id}Release`, {
      function: new lambda.Function(stack, id, {
        functionName: id,
        code: lambda.Code.fromAsset(source),
        handler: 'index.handler',
        runtime: lambda.Runtime.NODEJS_24_X,
      }),
      platform,
      gates: [Gate.health()],
      traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(15) }),
      expectedTraffic: Rate.perSecond(1),
    });
  }
  app.synth();
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-several-'));
  synthesize('first', { Cart: HEALTHY, Orders: HEALTHY });
  synthesize('both-good', { Cart: healthyChange(1), Orders: healthyChange(1) });
  synthesize('second-bad', { Cart: healthyChange(2), Orders: SICK });
  synthesize('first-bad', { Cart: SICK, Orders: healthyChange(2) });
  const steps = ['first', 'both-good', 'second-bad', 'first-bad'].map((deploy) => ({ deploy }));
  writeFileSync(
    join(directory, 'scenario.yaml'),
    JSON.stringify({ seed: 3, traffic: { requestsPerSecond: 1 }, steps }),
  );
  report = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function release(step: string, name: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === step && one.function === name);
  if (!found) throw new Error(`The report has no release of ${name} in ${step}.`);
  return found;
}

const time = (text: string | null | undefined) => Date.parse(text ?? '');

describe('two releases in one stack', () => {
  it('go one after the other, so that no two canaries are out at a time', () => {
    const [cart, orders] = ['Cart', 'Orders'].map((name) => release('both-good', name));
    expect([cart?.outcome, orders?.outcome]).toEqual(['released', 'released']);
    expect(time(orders?.deployment?.startedAt)).toBeGreaterThan(time(cart?.deployment?.endedAt));
  });

  it('are both put back where the second is refused, and the report says so of the first', () => {
    const [cart, orders] = ['Cart', 'Orders'].map((name) => release('second-bad', name));
    expect([orders?.outcome, orders?.decidedBy]).toEqual(['blocked', 'health']);
    expect(cart?.deployment?.status).toBe('Succeeded');
    expect(cart?.outcome).toBe('failed');
    expect(cart?.traffic.map(({ weight }) => weight)).toEqual([0.25, 1, 0]);
    expect(cart?.notes).toContain('The ledger says released, the account shows failed.');
  });

  it('end with the first where that is refused: the second never starts', () => {
    const [cart, orders] = ['Cart', 'Orders'].map((name) => release('first-bad', name));
    expect([cart?.outcome, cart?.decidedBy]).toEqual(['blocked', 'health']);
    expect(orders?.deployment).toBeNull();
    expect(orders?.traffic).toEqual([]);
  });

  it('report what was known at synth of each', () => {
    for (const { gates, foreseen } of report.releases) {
      expect(foreseen.length > 0).toBe(gates.length > 0);
    }
    expect(release('both-good', 'Cart').foreseen).toEqual([
      expect.stringMatching(/^At 25 % for 15 minutes green gets about 230 requests /),
      expect.stringContaining('The latency alarm will see nothing'),
      expect.stringMatching(/^A release costs about \$0\.000/),
    ]);
  });
});
