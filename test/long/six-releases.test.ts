import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Channel, ChannelSecret, Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';
import type { Report } from '../../lib/report/report';
import { nodeFunction } from '../end-to-end/node-function';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';

const SICK = `exports.handler = async () => ({ statusCode: 503, body: 'sick' });`;
/** Well for whoever calls it by its version, as gates do, and broken for customers. */
const FAILS_CUSTOMERS = `exports.handler = async (event, context) => {
  if (context.invokedFunctionArn.endsWith(':live')) throw new Error('no shelf for customers');
  return { statusCode: 200, body: '{"status":"ok"}' };
};`;
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

let directory: string;
let report: Report;

/** Two services on one platform with two channels: a topic that hears all ends, and a webhook that hears what is red. */
function synthesize(name: string, code: { readonly cart: string; readonly orders: string }): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const topic = new sns.Topic(stack, 'Team', { topicName: 'team' });
  const url = 'https://audit.example/releases';
  const platform = new ReleasePlatform(stack, 'Platform', {
    channels: [
      Channel.sns({ topic, routing: { events: ['blocked', 'rolled-back', 'released', 'failed'] } }),
      Channel.webhook({
        url,
        signingSecret: ChannelSecret.inParameter('/team/audit'),
        routing: { severities: ['warning', 'error', 'critical'] },
      }),
    ],
  });
  for (const [id, text] of Object.entries(code)) {
    const service = new Stack(app, id);
    const fn = nodeFunction(service, 'Fn', text, { directory, functionName: id });
    new GatedRelease(service, 'Release', {
      ...{ function: fn, platform, gates: [Gate.health(), Gate.errorRate()] },
      traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(10) }),
    });
  }
  app.synth();
  return outdir;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-six-'));
  writeFileSync(join(directory, 'requests.yaml'), JSON.stringify([{ method: 'GET', path: '/' }]));
  const steps = [
    { name: 'both are new', code: { cart: HEALTHY, orders: HEALTHY } },
    { name: 'cart is better', code: { cart: healthyChange(1), orders: HEALTHY } },
    { name: 'orders is sick', code: { cart: healthyChange(1), orders: SICK } },
    { name: 'cart fails its customers', code: { cart: FAILS_CUSTOMERS, orders: HEALTHY } },
    { name: 'orders is better', code: { cart: healthyChange(1), orders: healthyChange(2) } },
  ];
  const run = (command: string, ...args: string[]) => ({ name: command, run: command, args: [...args, '--json'] });
  const scenario = {
    account: { parameters: { '/team/audit': SECRET } },
    traffic: { requestsPerSecond: 4, requests: 'requests.yaml' },
    steps: [
      ...steps.map(({ name, code }, place) => ({ name, deploy: synthesize(`assembly-${place}`, code) })),
      { wait: '20m' },
      run('releases'),
      run('ledger verify'),
      run('metrics', '--by', 'service'),
    ],
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  report = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const printed = (step: string) => {
  const { output, exitCode } = report.commands!.find((one) => one.step === step)!;
  return { exitCode, value: JSON.parse(output) as Record<string, unknown> };
};

/** The kind and service of what came to the team's topic. */
const toTheTeam = () =>
  report.releases.flatMap(({ function: service, messages }) =>
    messages.filter(({ topicArn }) => topicArn.endsWith(':team')).map(({ text }) => [service, text.split(':')[0]]),
  );

const toTheWebhook = () =>
  report.releases.flatMap(({ function: service, outsideCalls }) =>
    outsideCalls.map(({ body }) => [service, (JSON.parse(body) as { type: string }).type]),
  );

describe('six releases of two services', () => {
  it('end as each deserves', () => {
    // Whoever deploys stops at the first stack that fails, and what did not change has no release.
    const released = report.releases.filter(({ outcome, deployment }) => deployment ?? outcome === 'first-deploy');
    expect(released.map(({ step, function: service, outcome }) => [step, service, outcome])).toEqual([
      ['both are new', 'cart', 'first-deploy'],
      ['both are new', 'orders', 'first-deploy'],
      ['cart is better', 'cart', 'released'],
      ['orders is sick', 'orders', 'blocked'],
      ['cart fails its customers', 'cart', 'rolled-back'],
      ['orders is better', 'orders', 'released'],
    ]);
  });

  it('are told once to each channel that hears of them, and to no other', () => {
    expect(toTheTeam().sort()).toEqual(
      [
        ['cart', 'Released'],
        ['orders', 'Released'],
        ['cart', 'Released'],
        ['orders', 'Blocked before any traffic'],
        ['cart', 'Rolled back'],
        ['orders', 'Released'],
      ].sort(),
    );
    expect(toTheWebhook().sort()).toEqual([
      ['cart', 'release.rolled_back'],
      ['orders', 'release.blocked'],
    ]);
  });

  it('are in a record that nobody changed, and in the list', () => {
    expect(printed('ledger verify')).toMatchObject({ exitCode: 0, value: { sound: true } });
    const { releases } = printed('releases').value as { releases: readonly { state: string }[] };
    expect(releases.map(({ state }) => state)).toEqual([
      ...['released', 'rolled-back', 'blocked', 'released', 'released', 'released'],
    ]);
  });

  it('make figures: what reached nobody is prevented, what hit customers is a failure, and what nobody knows is unknown', () => {
    const { exitCode, value } = printed('metrics');
    const { groups } = value as { groups: readonly { sections: readonly { figures: readonly Figure[] }[] }[] };
    const figures = new Map(groups[0]!.sections[0]!.figures.map((one) => [one.name, one]));
    const failed = report.releases.find(({ outcome }) => outcome === 'rolled-back')!;
    expect(exitCode).toBe(0);
    expect(figures.get('deploymentFrequency')).toMatchObject({ of: 4 });
    expect(figures.get('changeFailRate')).toMatchObject({ value: 0.2, of: 5 });
    expect(figures.get('prevented')).toMatchObject({ value: 1 });
    expect(figures.get('changeLeadTime')).toMatchObject({ value: 'unknown', unknownFor: 4 });
    expect(figures.get('requestsHit')).toMatchObject({ value: failed.requests.green.errors });
  });
});

interface Figure {
  readonly name: string;
}
