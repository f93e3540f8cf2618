import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, ReleasePlatform, Requirement, type GatedReleaseProps } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { ERRORS, gateOf, TWELVE_MINUTES } from '../end-to-end/watched-service';

/** Wrong for every customer, and for whoever asks how it is. */
const BROKEN = `exports.handler = async () => ({ statusCode: 500, body: 'broken' });`;
const MAXINE = { role: 'starters', session: 'maxine@example.com' };

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-adoption-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

type Adoption = GatedReleaseProps['adoption'];

function synthesize(name: string, code: string, adoption?: Adoption, policy: readonly Requirement[] = []): string {
  return synthesizeService(directory, name, {
    code,
    platform: { policy: [...policy] },
    release: {
      ...TWELVE_MINUTES,
      gates: [Gate.health(), ERRORS],
      maxErrorIncreasePoints: 5,
      ...(adoption && { adoption }),
    },
    afterwards: (_, stack) => {
      const platform = Stage.of(stack)
        ?.node.findAll()
        .find((one) => one instanceof ReleasePlatform);
      if (!platform) throw new Error('The app has no platform.');
      const assumedBy = new iam.AccountRootPrincipal();
      const role = new iam.Role(Stack.of(platform), 'Starters', { roleName: MAXINE.role, assumedBy });
      platform.grantAttest(role, 'go');
    },
  });
}

const go = (assembly: string) => ({
  run: 'approve',
  args: ['--assembly', assembly, '--all', '--as', 'go', '--because', 'Seen on staging, and we are all here.'],
  as: MAXINE,
  expect: { exitCode: 0 },
});

function played(errorRate: number, ...steps: readonly object[]): Report {
  const file = join(directory, 'steps.yaml');
  const scenario = {
    ...{ seed: 7, traffic: { requestsPerSecond: 30 }, history: { hours: 24 } },
    ...{ versions: { green: { errorRate } } },
    steps,
  };
  writeFileSync(file, JSON.stringify(scenario));
  return reportOf(runSluice(['rehearse', '--scenario', file, '--json'], directory));
}

const lastOf = ({ releases }: Report): ReportedRelease => releases.at(-1)!;
const textOf = ({ messages }: ReportedRelease) => messages.map(({ text }) => text).join('\n');

describe('the same broken change', () => {
  it('is released alongside, and the message says what would have stopped it', () => {
    const [before, after] = [synthesize('calm', HEALTHY), synthesize('alongside', BROKEN, 'alongside')];
    const release = lastOf(played(0.3, { deploy: before }, { deploy: after }));

    expect(release).toMatchObject({ outcome: 'released', deniedCalls: [] });
    for (const name of ['health', 'error-rate', 'error-rate-alarm'])
      expect(gateOf(release, name)).toMatchObject({ effect: 'shadow', verdict: 'fail' });
    expect(textOf(release)).toContain(
      'It runs alongside: its gates and alarms are shadows, and none of them stops it.',
    );
    expect(textOf(release)).toContain(
      'Had they counted, health would have blocked it before any traffic, and error-rate and error-rate-alarm would have rolled it back; nothing was stopped.',
    );
  });

  it('is blocked where it is trusted, as it is where nothing is said', () => {
    const before = synthesize('before', HEALTHY);
    for (const adoption of ['trusted', undefined] as const) {
      const after = synthesize(`blocked-${adoption}`, BROKEN, adoption);
      const release = lastOf(played(0.3, { deploy: before }, { deploy: after }));
      expect(release).toMatchObject({ outcome: 'blocked', decidedBy: 'health' });
      expect(textOf(release)).not.toMatch(/alongside|optional/);
    }
  });

  it('is blocked where it is optional, whether somebody starts it or not', () => {
    const [before, after] = [synthesize('prior', HEALTHY), synthesize('optional', BROKEN, 'optional')];
    const unstarted = lastOf(played(0.3, { deploy: before }, { deploy: after }));
    expect(unstarted).toMatchObject({ outcome: 'blocked', decidedBy: 'go' });
    expect(textOf(unstarted)).toMatch(
      /Nobody approved subject \w+ as `go`: have somebody run `sluice approve --as go`/,
    );

    const started = lastOf(played(0.3, { deploy: before }, go(after), { deploy: after }));
    expect(started).toMatchObject({ outcome: 'blocked', decidedBy: 'health', deniedCalls: [] });
    expect(gateOf(started, 'go')).toMatchObject({ effect: 'passed' });
    expect(textOf(started)).toContain('It is optional: its gates and alarms count, and a person starts it');
  });
});

it('a good change is released where it is optional once somebody has started exactly that one', () => {
  const [before, after, other] = [HEALTHY, healthyChange(1), healthyChange(2)].map((code, index) =>
    synthesize(`optional-${index}`, code, index === 0 ? undefined : 'optional'),
  );
  const { releases, commands } = played(
    0,
    { deploy: before },
    { run: 'preflight', args: ['--to', after], expect: { exitCode: 1, says: 'sluice approve --as go' } },
    go(after!),
    { name: 'started', run: 'preflight', args: ['--to', after], expect: { exitCode: 0 } },
    { deploy: other },
    { deploy: after },
  );
  expect(commands?.map(({ exitCode }) => exitCode)).toEqual([1, 0, 0]);
  expect(releases.slice(1).map(({ outcome, decidedBy }) => [outcome, decidedBy])).toEqual([
    ['blocked', 'go'],
    ['released', expect.anything()],
  ]);
});

it('a platform that asks for a further stage blocks a release that is at less', () => {
  const policy = [Requirement.adoption({ least: 'optional' })];
  const before = synthesize('asked', HEALTHY, undefined, policy);
  const after = synthesize('less', healthyChange(1), 'alongside', policy);
  const report = played(
    0,
    { deploy: before },
    { run: 'preflight', args: ['--to', after], expect: { exitCode: 1, says: 'policy-adoption' } },
    { deploy: after },
  );
  expect(report.releases[0]).toMatchObject({ outcome: 'first-deploy' });
  expect(lastOf(report)).toMatchObject({ outcome: 'blocked', decidedBy: 'policy-adoption' });
  expect(textOf(lastOf(report))).toContain(
    'The release is at the stage `alongside`, and the platform asks for `optional` at least',
  );
});
