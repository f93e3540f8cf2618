import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { reportOf, runSluice } from './run-sluice';
import { nodeFunction } from './node-function';

/** Enough for these rehearsals on a busy machine; one that never comes to rest has no end. */
const TIMEOUT_MS = 60_000;

const directory = mkdtempSync(join(tmpdir(), 'sluice-never-at-rest-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** An app without a platform: a function under release, and a job that a schedule calls every minute. */
function synthesize(name: string, job: string, version: number): string {
  const outdir = join(directory, `${name}-${version}`);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop');
  const functionOf = (id: string, code: string) =>
    nodeFunction(stack, id, code, { directory, timeout: Duration.minutes(5) });
  const fn = functionOf('Fn', `exports.handler = async () => ${version};`);
  const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias,
    deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  });
  new events.Rule(stack, 'EveryMinute', {
    schedule: events.Schedule.rate(Duration.minutes(1)),
    targets: [new targets.LambdaFunction(functionOf('Job', job))],
  });
  app.synth();
  return outdir;
}

function rehearse(name: string, job: string) {
  const scenario = join(directory, `${name}.yaml`);
  writeFileSync(scenario, 'expect: { outcome: released }\n');
  const [from, to] = [1, 2].map((version) => synthesize(name, job, version)) as [string, string];
  const run = runSluice(
    ['rehearse', '--from', from, '--to', to, '--scenario', scenario, '--json'],
    directory,
    TIMEOUT_MS,
  );
  expect(run).toMatchObject({ status: 0, stderr: expect.not.stringContaining('broke') as string });
  const { timeline } = reportOf(run).releases.at(-1)!;
  const [succeeded, last] = [timeline.find(({ what }) => what.endsWith('deployment succeeded')), timeline.at(-1)];
  return { last, minutesAfterwards: (Date.parse(last!.at) - Date.parse(succeeded!.at)) / 60_000 };
}

it('a release ends though a job that is called every minute always fails, and is always tried again', () => {
  const { last, minutesAfterwards } = rehearse('failing', `exports.handler = async () => { throw new Error('no'); };`);
  expect(last?.what).not.toContain('still going');
  expect(minutesAfterwards).toBeLessThan(1);
});

it('a release ends though a job that is called every minute takes longer than that, and the report says what goes on', () => {
  const slow = `exports.handler = () => new Promise((resolve) => setTimeout(resolve, 90_000));`;
  const { last, minutesAfterwards } = rehearse('slow', slow);
  expect(last?.what).toMatch(/still going: .*an asynchronous invocation of Shop-Job/);
  expect(Math.round(minutesAfterwards)).toBe(60);
});
