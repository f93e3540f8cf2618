import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, ArnFormat, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';
import type { ReportedRelease } from '../../lib/report/report';
import { nodeFunction } from './node-function';
import { reportOf, runSluice } from './run-sluice';
import { healthyChange } from './service-assembly';

const HOOK = 'CodeDeployHook_sluice-default-before-traffic';

/** Calls the hook's function at the start of each deployment, before CodeDeploy does, with an id that CodeDeploy never gave. */
const FORGER = `
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
exports.handler = async ({ detail }) => {
  const event = { DeploymentId: detail.deploymentId, LifecycleEventHookExecutionId: 'forged' };
  const FunctionName = '${HOOK}';
  await new LambdaClient().send(
    new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }),
  );
};`;

function synthesize(directory: string, number: number): string {
  const outdir = join(directory, `release-${number}`);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const fn = (stack: Stack, id: string, code: string) => nodeFunction(stack, id, code, { directory });
  const squad = new Stack(app, 'Squad');
  const forger = fn(squad, 'Forger', FORGER);
  const hookArn = squad.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: HOOK,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  forger.addToRolePolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [hookArn] }));
  new events.Rule(squad, 'Started', {
    eventPattern: { source: ['aws.codedeploy'], detail: { state: ['START'] } },
    targets: [new targets.LambdaFunction(forger)],
  });
  const service = new Stack(app, 'Service');
  new GatedRelease(service, 'Release', {
    function: fn(service, 'Fn', healthyChange(number)),
    platform,
    traffic: TrafficPlan.allAtOnce(),
    gates: [Gate.health()],
  });
  app.synth();
  return outdir;
}

let directory: string;
let release: ReportedRelease | undefined;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-forged-'));
  const steps = [1, 2].map((number) => ({ deploy: synthesize(directory, number) }));
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify({ steps }));
  release = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json'])).releases[1];
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

it('a hook that somebody else called first, with another id, is answered all the same', () => {
  expect(release?.outcome).toBe('released');
  const { startedAt, endedAt } = release?.deployment ?? {};
  const forged = release?.timeline.filter(({ what }) => what.includes('InvalidLifecycleEventHookExecutionId')) ?? [];
  expect(forged.length).toBeGreaterThan(0);
  expect(Date.parse(endedAt ?? '') - Date.parse(startedAt ?? '')).toBeLessThan(10 * 60_000);
});
