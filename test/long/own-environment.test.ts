import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { MANGA_ASSIST_DIRECTORY, mangaAssistApp, platformApp } from '../../examples/manga-assist/manga-assist-app';
import { PLATFORM, RELEASES } from '../../examples/manga-assist/releases';
import type { Report } from '../../lib/report/report';
import { nodeFunction } from '../end-to-end/node-function';
import { reportOf, runSluice, type SluiceRun } from '../end-to-end/run-sluice';
import { synthesizeService } from '../end-to-end/service-assembly';

const ENV = { account: '222222222222', region: 'eu-central-1' };

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-environment-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function rehearse(name: string, scenario: object, args: readonly string[] = ['--json']): SluiceRun {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify(scenario));
  return runSluice(['rehearse', '--scenario', file, ...args]);
}

/** What was seen, without what is assumed of every rehearsal. */
const textOf = ({ releases, commands }: Report) => JSON.stringify({ releases, commands });

/** What CI says of a release of the example. */
const attest = (name: string) => ({
  name: `CI attests ${name}`,
  run: 'attest ci',
  args: ['--assembly', name, '--check', 'unit', '--exit-code', '0'],
  expect: { exitCode: 0 },
});

/** Healthy where it may read its greeting. */
const greeting = (more = '') => `
const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
const ssm = new SSMClient(${more});
exports.handler = async () => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/greeting' }));
  return { statusCode: 200, body: JSON.stringify({ status: 'ok', greeting: Parameter.Value }) };
};`;

const mayReadIn =
  ({ account, region }: typeof ENV) =>
  (fn: lambda.Function) => {
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['ssm:GetParameter'],
        resources: [`arn:aws:ssm:${region}:${account}:parameter/greeting`],
      }),
    );
  };

const GREETED = { seed: 3, account: { parameters: { '/greeting': 'moin' } } };

describe('an app whose stacks say their account and region', () => {
  it('is played there: a policy with a whole ARN permits what it says, also to a command', () => {
    const code = greeting();
    synthesizeService(directory, 'there', { code, env: ENV, furnish: mayReadIn(ENV) });
    synthesizeService(directory, 'changed', { code: `${code} // changed`, env: ENV, furnish: mayReadIn(ENV) });
    const run = rehearse('there', {
      ...GREETED,
      steps: [
        { deploy: 'there', expect: { outcome: 'first-deploy' } },
        { run: 'preflight', args: ['--to', 'changed'], expect: { exitCode: 0 } },
        { deploy: 'changed', expect: { outcome: 'released' } },
      ],
    });
    const report = reportOf(run);

    expect(report.releases.map(({ outcome, deniedCalls }) => [outcome, deniedCalls])).toEqual([
      ['first-deploy', []],
      ['released', []],
    ]);
    expect(report.commands?.map(({ exitCode }) => exitCode)).toEqual([0]);
    expect(run.status).toBe(0);
    expect(textOf(report)).toContain('arn:aws:sns:eu-central-1:222222222222:Platform-');
    expect(textOf(report)).not.toMatch(/123456789012|us-east-1/);
  });

  it('is told by the whole ARN of a policy for elsewhere that it is denied', () => {
    synthesizeService(directory, 'elsewhere', {
      code: greeting(),
      env: ENV,
      furnish: mayReadIn({ ...ENV, region: 'us-east-1' }),
    });
    const { releases } = reportOf(rehearse('elsewhere', { ...GREETED, steps: [{ deploy: 'elsewhere' }] }));

    expect(releases[0]?.outcome).toBe('failed');
    expect(releases[0]?.deniedCalls.map(({ action, resource }) => [action, resource])).toContainEqual([
      'ssm:GetParameter',
      'arn:aws:ssm:eu-central-1:222222222222:parameter/greeting',
    ]);
  });

  it('stops by name where a handler calls another region', () => {
    synthesizeService(directory, 'strays', {
      code: greeting(`{ region: 'us-west-2' }`),
      env: ENV,
      furnish: mayReadIn(ENV),
    });
    const { status, stderr } = rehearse('strays', { ...GREETED, steps: [{ deploy: 'strays' }] });

    expect(stderr).toContain(
      'A call of ssm in the region us-west-2, where the account is played in eu-central-1, is not emulated.',
    );
    expect(status).toBe(3);
  });

  it('is refused before anything is played where they say several, with the stacks and a way out', () => {
    const app = new App({ outdir: join(directory, 'several') });
    for (const [name, region] of [
      ['Near', 'eu-central-1'],
      ['Far', 'us-west-2'],
    ] as const) {
      nodeFunction(new Stack(app, name, { env: { ...ENV, region } }), 'Fn', '', { directory });
    }
    app.synth();
    const { status, stdout, stderr } = rehearse('several', GREETED, ['--to', join(directory, 'several')]);

    expect(stderr).toContain(
      'A rehearsal of stacks in several regions is not emulated. Met in aws://222222222222/eu-central-1 (Near), aws://222222222222/us-west-2 (Far). Give the stacks the same `env`, or',
    );
    expect([status, stdout]).toEqual([3, '']);
  });
});

it('the reference service is released in the account and region of its stacks', () => {
  const [service, better] = RELEASES;
  platformApp({ outdir: join(directory, PLATFORM), env: ENV }).app.synth();
  for (const release of [service!, better!]) {
    const { name, ...rest } = release;
    mangaAssistApp({ outdir: join(directory, name), env: ENV, ...rest }).synth();
  }
  const run = rehearse('manga-assist', {
    seed: 7,
    account: { parameters: { '/manga-assist/slack-webhook': 'https://hooks.slack.example/services/T00/B00/secret' } },
    traffic: { requestsPerSecond: 0.75, requests: resolve(MANGA_ASSIST_DIRECTORY, 'traffic', 'requests.yaml') },
    steps: [
      { deploy: PLATFORM },
      attest(service!.name),
      { deploy: service!.name, expect: { outcome: 'first-deploy' } },
      attest(better!.name),
      { deploy: better!.name, expect: { outcome: 'released' } },
    ],
  });
  const report = reportOf(run);

  expect(report.releases.map(({ outcome, deniedCalls, notes }) => ({ outcome, deniedCalls, notes }))).toEqual([
    {
      outcome: 'first-deploy',
      deniedCalls: [],
      notes: [
        'Gate quality was not asked: it compares with the version that serves, and at a first deploy there is none.',
      ],
    },
    { outcome: 'released', deniedCalls: [], notes: [] },
  ]);
  const refusing = report.releases.flatMap(({ gates }) => gates.filter(({ effect }) => effect === 'refused'));
  expect([report.releases.map(({ gates }) => gates.length), refusing]).toEqual([[5, 11], []]);
  expect(run.status).toBe(0);
  expect(textOf(report)).not.toMatch(/123456789012|us-east-1/);
});
