import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App } from 'aws-cdk-lib';
import { Channel, ChannelSecret, Gate, GatedRelease, ReleasePlatform } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { PLANTED, PLANT } from '../planted-secret';
import { nodeFunction } from './node-function';
import { reportOf, runSluice, type SluiceRun } from './run-sluice';
import { HEALTHY, healthyChange } from './service-assembly';

const SECRET = `whsec_${Buffer.from(`${PLANTED}${PLANTED}`).toString('base64')}`;

let directory: string;
let run: SluiceRun;
let report: Report;

/** A platform with two channels: a topic that hears everything, and a webhook that hears what is red of one service. */
function synthesize(name: string, code: string): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const topic = new sns.Topic(stack, 'Team', { topicName: 'team' });
  const platform = new ReleasePlatform(stack, 'Platform', {
    channels: [
      Channel.sns({ topic, routing: { events: ['started', 'blocked', 'rolled-back', 'released', 'failed', 'stuck'] } }),
      Channel.webhook({
        url: 'https://audit.example/releases',
        signingSecret: ChannelSecret.inParameter('/team/audit'),
        routing: { services: ['Service-*'], severities: ['warning', 'error', 'critical'] },
      }),
      // Nobody has stored its secret: what it should post lies in its dead-letter queue.
      Channel.teams({ webhook: ChannelSecret.inParameter('/team/nobody-stored-it'), routing: { events: ['blocked'] } }),
    ],
  });
  const service = new Stack(app, 'Service');
  const fn = nodeFunction(service, 'Fn', code, { directory });
  new GatedRelease(service, 'Release', { function: fn, platform, gates: [Gate.health()] });
  app.synth();
  return outdir;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-channels-'));
  const scenario = {
    account: { parameters: { '/team/audit': SECRET } },
    traffic: { requestsPerSecond: 2 },
    steps: [
      { name: 'first', deploy: synthesize('first', HEALTHY), expect: { outcome: 'first-deploy' } },
      { name: 'good', deploy: synthesize('good', healthyChange(1)), expect: { outcome: 'released' } },
      {
        name: 'bad',
        deploy: synthesize('bad', `exports.handler = async () => { throw new Error('no shelf'); };`),
        expect: { outcome: 'blocked' },
      },
    ],
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  run = runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']);
  report = reportOf(run);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function release(step: string): ReportedRelease {
  const found = report.releases.find((one) => one.step === step);
  if (!found) throw new Error(`The report has no release of a step called ${step}.`);
  return found;
}

/** What came to the team's own topic, by its first line. */
const toTheTeam = ({ messages }: ReportedRelease) =>
  messages.filter(({ topicArn }) => topicArn.endsWith(':team')).map(({ text }) => text.split(':')[0]);

describe('the channels of a platform, played', () => {
  it('get each message that is routed to them, once, and no other', () => {
    expect(report.releases.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['first', 'first-deploy'],
      ['good', 'released'],
      ['bad', 'blocked'],
    ]);
    expect(toTheTeam(release('first'))).toEqual(['Released']);
    expect(toTheTeam(release('good'))).toEqual(['Started', 'Released']);
    expect(toTheTeam(release('bad'))).toEqual(['Blocked before any traffic']);
    expect(report.releases.map(({ outsideCalls }) => outsideCalls.length)).toEqual([0, 0, 1]);
  });

  it('are posted to as the message says, signed, by a role that may do no more than it needs', () => {
    const [call] = release('bad').outsideCalls;
    expect(call).toMatchObject({ method: 'POST', url: 'https://audit.example/releases' });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      type: 'release.blocked',
      data: { kind: 'blocked', releaseId: release('bad').deployment?.id },
    });
    expect(report.releases.flatMap(({ deniedCalls }) => deniedCalls)).toEqual([]);
  });

  it('have their secrets in nothing that is printed', () => {
    const all = `${run.stdout}${run.stderr}`;
    expect(all).not.toMatch(PLANT);
    expect(all).not.toContain(SECRET);
  });
});
