import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';
import type { Report, ReportedRelease } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';

interface GroupAlarms {
  readonly Alarms?: readonly { readonly Name: { readonly Ref: string } }[];
}

const SICK = `exports.handler = async () => ({ statusCode: 503, body: 'sick' });`;

let directory: string;
let reports: { readonly inTwoSteps: Report; readonly inOneStep: Report };

/** An HTTP API on an alias: moved by the CDK's own deployment group, or by a release that has taken the alias over. */
function synthesize(name: string, { code, adopted }: { readonly code: string; readonly adopted: boolean }): void {
  const source = join(directory, `${name}-source`);
  mkdirSync(source);
  writeFileSync(join(source, 'index.js'), code);
  const app = new App({ outdir: join(directory, name) });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const stack = new Stack(app, 'Orders');
  const fn = new lambda.Function(stack, 'Fn', {
    code: lambda.Code.fromAsset(source),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
  const alias = new lambda.Alias(stack, 'Live', { aliasName: 'prod', version: fn.currentVersion });
  new HttpApi(stack, 'Api', { defaultIntegration: new HttpLambdaIntegration('Integration', alias) });
  const errors = new cloudwatch.Alarm(stack, 'Errors', {
    metric: alias.metricErrors({ period: Duration.minutes(1) }),
    threshold: 10,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  if (adopted) {
    const traffic = TrafficPlan.canary({ percent: 25, interval: Duration.minutes(5) });
    new GatedRelease(stack, 'Release', {
      function: fn,
      existingAlias: alias,
      platform,
      traffic,
      gates: [Gate.health()],
      alarms: [errors],
    });
  } else {
    new codedeploy.LambdaDeploymentGroup(stack, 'Group', { alias, alarms: [errors] });
  }
  app.synth();
}

function rehearsed(...steps: readonly string[]): Report {
  const file = join(directory, `${steps.join('-')}.yaml`);
  const scenario = { seed: 5, traffic: { requestsPerSecond: 1 }, steps: steps.map((deploy) => ({ deploy })) };
  writeFileSync(file, JSON.stringify(scenario));
  return reportOf(runSluice(['rehearse', '--scenario', file, '--json']));
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-adopting-'));
  synthesize('own-group', { code: HEALTHY, adopted: false });
  synthesize('own-group-again', { code: healthyChange(1), adopted: false });
  synthesize('adopted', { code: healthyChange(1), adopted: true });
  synthesize('good', { code: healthyChange(2), adopted: true });
  synthesize('bad', { code: SICK, adopted: true });
  reports = {
    inTwoSteps: rehearsed('own-group', 'own-group-again', 'adopted', 'good', 'bad'),
    inOneStep: rehearsed('own-group', 'bad', 'good'),
  };
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const step = ({ releases }: Report, name: string): ReportedRelease => releases.find((one) => one.step === name)!;
const outcomes = ({ releases }: Report) =>
  releases.map(({ step: name, outcome, decidedBy }) => [name, outcome, decidedBy]);
const weights = ({ traffic }: ReportedRelease) => traffic.map(({ weight }) => weight);

describe('a function whose alias the CDK’s own deployment group moves', () => {
  it('is taken over without a move of its traffic, and gated from then on', () => {
    expect(outcomes(reports.inTwoSteps)).toEqual([
      ['own-group', 'first-deploy', null],
      ['own-group-again', 'released', null],
      ['adopted', 'no-change', null],
      ['good', 'released', 'gates'],
      ['bad', 'blocked', 'health'],
    ]);
    expect(weights(step(reports.inTwoSteps, 'adopted'))).toEqual([]);
    expect(weights(step(reports.inTwoSteps, 'good'))).toEqual([0.25, 1]);
    expect(weights(step(reports.inTwoSteps, 'bad'))).toEqual([]);
  });

  it('keeps its alias: it is neither made nor removed, and the next release starts from the version that served', () => {
    const { releases } = reports.inTwoSteps;
    const changes = releases
      .slice(1)
      .flatMap(({ timeline }) => timeline.map(({ what }) => what))
      .filter((what) => /^Live[0-9A-F]*: (CREATE|DELETE)/.test(what));
    expect(changes).toEqual([]);
    expect(new Set(releases.map((one) => `${one.function}:${one.alias}`)).size).toBe(1);
    expect(step(reports.inTwoSteps, 'good').deployment?.blue).toBe(
      step(reports.inTwoSteps, 'own-group-again').deployment?.green,
    );
  });

  it('loses its old deployment group', () => {
    const removed = step(reports.inTwoSteps, 'adopted').timeline.map(({ what }) => what);
    expect(removed).toContainEqual(expect.stringMatching(/^Group[0-9A-F]+: DELETE_COMPLETE$/));
  });

  it('may change in the same step: that change is gated already', () => {
    expect(outcomes(reports.inOneStep)).toEqual([
      ['own-group', 'first-deploy', null],
      ['bad', 'blocked', 'health'],
      ['good', 'released', 'gates'],
    ]);
  });

  it('keeps its alarms: the new group has them too, beside the release’s own, and nothing makes them anew', () => {
    const alarmsOf = (name: string) => {
      const { Resources: resources } = JSON.parse(
        readFileSync(join(directory, name, 'Orders.template.json'), 'utf8'),
      ) as { Resources: Record<string, { Type: string; Properties: { AlarmConfiguration?: GroupAlarms } }> };
      const groups = Object.values(resources).filter(({ Type: type }) => type === 'AWS::CodeDeploy::DeploymentGroup');
      return groups.flatMap(({ Properties: { AlarmConfiguration: of } }) =>
        of?.Alarms?.map(({ Name: one }) => one.Ref),
      );
    };
    const [errors] = alarmsOf('own-group-again');
    expect(errors).toMatch(/^Errors/);
    expect(alarmsOf('adopted')).toContain(errors);
    expect(alarmsOf('adopted')).toHaveLength(3);
    const changes = step(reports.inTwoSteps, 'adopted').timeline.filter(({ what }) => /^Errors\w*: /.test(what));
    expect(changes).toEqual([]);
  });

  it('is rolled back by an alarm that it had before', () => {
    const file = join(directory, 'failing.yaml');
    const scenario = {
      ...{ seed: 5, traffic: { requestsPerSecond: 30 }, versions: { green: { errorRate: 0.04 } } },
      steps: ['adopted', 'good'].map((deploy) => ({ deploy })),
    };
    writeFileSync(file, JSON.stringify(scenario));
    const last = step(reportOf(runSluice(['rehearse', '--scenario', file, '--json'])), 'good');
    expect([last.outcome, last.decidedBy]).toEqual(['rolled-back', 'errors-alarm']);
  });

  it('has the same alias in both templates', () => {
    const [before, after] = ['own-group-again', 'adopted'].map((name) => {
      const { Resources: resources } = JSON.parse(
        readFileSync(join(directory, name, 'Orders.template.json'), 'utf8'),
      ) as { Resources: Record<string, { Type: string; Properties: unknown }> };
      return Object.entries(resources)
        .filter(([, { Type: type }]) => type === 'AWS::Lambda::Alias')
        .map(([id, { Properties: properties }]) => [id, properties]);
    });
    expect(before).toHaveLength(1);
    expect(after).toEqual(before);
  });
});
