import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Channel, ChannelSecret, Gate, GatedRelease, PercentagePoints, ReleasePlatform } from 'sluice';
import type { ReportedRelease } from '../../lib/report/report';
import { nodeFunction } from '../end-to-end/node-function';
import { healthyChange } from '../end-to-end/service-assembly';
import { expectNamed, list, places, remove } from './statements';
import { gateOf, minutesToDecision, releaseOf, TWELVE_MINUTES, type Change } from '../end-to-end/watched-service';

const SECRET = `whsec_${Buffer.from('a secret of this test alone, 32 b').toString('base64')}`;

/** A point more of errors is warned of, and ten are stopped; of durations, two seconds and three. */
const gates = (mode: 'enforce' | 'shadow') => [
  Gate.health(),
  Gate.errorRate({ mode, maxIncrease: PercentagePoints.of(10), warnAt: PercentagePoints.of(1) }),
  Gate.latency({ mode, maxIncrease: Duration.seconds(3), warnAt: Duration.seconds(2) }),
];

let directory: string;
let enforced: Change;
let shadowed: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-warns-'));
  const change = (mode: 'enforce' | 'shadow'): Change => ({
    from: synthesize(`${mode}-1`, 1, mode),
    to: synthesize(`${mode}-2`, 2, mode),
  });
  [enforced, shadowed] = [change('enforce'), change('shadow')];
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A platform with a topic and a webhook that hear of warnings, and one that hears only of what was put back. */
function synthesize(name: string, number: number, mode: 'enforce' | 'shadow'): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const topic = (of: string) => new sns.Topic(stack, of, { topicName: of });
  const platform = new ReleasePlatform(stack, 'Platform', {
    channels: [
      Channel.sns({ topic: topic('team'), routing: { events: ['warned', 'rolled-back', 'released'] } }),
      Channel.sns({ name: 'managers', topic: topic('managers'), routing: { events: ['rolled-back'] } }),
      Channel.webhook({
        url: 'https://audit.example/releases',
        signingSecret: ChannelSecret.inParameter('/team/audit'),
        routing: { severities: ['warning', 'error', 'critical'] },
      }),
    ],
  });
  const service = new Stack(app, 'Service');
  const fn = nodeFunction(service, 'Fn', healthyChange(number), { directory, timeout: Duration.seconds(30) });
  new GatedRelease(service, 'Release', { function: fn, platform, ...TWELVE_MINUTES, gates: gates(mode) });
  app.synth();
  return outdir;
}

const play = (change: Change, green: object): ReportedRelease =>
  releaseOf(change, {
    account: { parameters: { '/team/audit': SECRET } },
    ...{ traffic: { requestsPerSecond: 40 }, history: { hours: 24 } },
    versions: { blue: { errorRate: 0.005 }, green },
  });

/** The kinds of the messages that came to each channel. */
const told = ({ messages, outsideCalls }: ReportedRelease) => ({
  team: messages.filter(({ topicArn }) => topicArn.endsWith(':team')).map(({ text }) => text.split(':')[0]),
  managers: messages.filter(({ topicArn }) => topicArn.endsWith(':managers')).map(({ text }) => text.split(':')[0]),
  audit: outsideCalls.map(({ body }) => (JSON.parse(body) as { readonly type: string }).type),
});

describe('a watch with lower limits', () => {
  it('tells each channel once of errors between the two, while traffic goes on until it is released', () => {
    const release = play(enforced, { errorRate: 0.045 });

    expect(release.outcome).toBe('released');
    expect(told(release)).toEqual({
      team: ['Warned, and going on', 'Released'],
      managers: [],
      audit: ['release.warned'],
    });
    const [warning, outcome] = release.messages.filter(({ topicArn }) => topicArn.endsWith(':team'));
    expect(warning?.text).toContain('Warned by: error-rate.');
    expect(warning?.text).toMatch(
      /^- Warned at 09:\d\d UTC: \S+ % of [\d ]+ calls failed on version 2 against \S+ % of [\d ]+ on version 1, since 09:\d\d UTC; 1 point more is the lower limit\. The evidence is (?:more than )?[\d ]+ to 1, and 35 to 1 is enough\.$/m,
    );
    expect(warning?.text).toContain('Serving now: versions 1 and 2; traffic goes on moving.');
    expect(outcome?.text).toMatch(/^Note: error-rate: Warned at 09:\d\d UTC: /m);
    // At once, and not with the next round of the reconciler.
    const { traffic, deployment } = release;
    const minutes = (Date.parse(warning?.at ?? '') - Date.parse(deployment?.startedAt ?? '')) / 60_000;
    expect(minutes).toBeLessThan(10);
    expect(traffic.map(({ weight }) => weight)).toEqual([0.25, 1]);
    expect(gateOf(release, 'error-rate').reasons.map(({ code }) => code)).toContain('warned');
    expect(gateOf(release, 'latency').reasons.map(({ code }) => code)).not.toContain('warned');
    expect(release.deniedCalls).toEqual([]);
  });

  it('tells of durations between the two, by the threshold of the lower limit', () => {
    const release = play(enforced, { slow: { share: 0.1, byMs: 2500 } });

    expect(release.outcome).toBe('released');
    expect(told(release)).toMatchObject({ team: ['Warned, and going on', 'Released'], audit: ['release.warned'] });
    expect(release.messages[0]?.text).toMatch(
      /took longer than 2\d\d\d ms against .*; 2000 ms more than the 99th percentile of \d+ ms is the lower limit\./,
    );
  });

  it('goes on where it may not tell, by which statement is named, and is told of all the same', () => {
    const to = synthesize('denied', 3, 'enforce');
    const [publishes] = places(to).filter(
      ({ logicalId, statement }) =>
        logicalId.startsWith('PlatformShiftWatcher') && list(statement.Action).includes('sns:Publish'),
    );
    remove(to, publishes!);
    const release = play({ from: enforced.from, to }, { errorRate: 0.045 });

    expectNamed(release, publishes!.statement);
    expect(release.outcome).toBe('released');
    expect(told(release)).toMatchObject({ team: ['Warned, and going on', 'Released'], audit: ['release.warned'] });
  });

  it('tells only that it was put back of an outage, which is past both limits at once', () => {
    const release = play(enforced, { errorRate: 0.9 });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(told(release)).toEqual({ team: ['Rolled back'], managers: ['Rolled back'], audit: ['release.rolled_back'] });
    expect(minutesToDecision(release)).toBeLessThan(7);
  });

  it('tells once of each where the lower limit is passed first', () => {
    const release = play(enforced, { errorRate: 0.15 });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(told(release)).toEqual({
      team: ['Warned, and going on', 'Rolled back'],
      managers: ['Rolled back'],
      audit: ['release.warned', 'release.rolled_back'],
    });
  });

  it('tells nobody of a shadow’s under way, and all in the end', () => {
    const release = play(shadowed, { errorRate: 0.045 });

    expect(release.outcome).toBe('released');
    expect(told(release)).toEqual({ team: ['Released'], managers: [], audit: [] });
    expect(release.messages[0]?.text).toMatch(/^Note: Shadow gate error-rate: Warned at 09:\d\d UTC: /m);
  });
});
