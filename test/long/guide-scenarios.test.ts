import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, TrafficPlan } from 'sluice';
import { parse } from 'yaml';
import { fencesOf, PAGES, type Fence } from '../docs/fences';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { runSluice } from '../end-to-end/run-sluice';

/** What the guides' scenarios speak of: a service under release with parameters and tables, and a function in Python that only a model can play. */
function synthesize(outdir: string, code: string): void {
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform', {
    slackWebhookParameter: '/team/slack-webhook',
  });
  const stack = new Stack(app, 'Service');
  const stage = new CfnParameter(stack, 'Stage', { allowedValues: ['test', 'prod'] });
  const zones = new CfnParameter(stack, 'Zones', { type: 'CommaDelimitedList', default: 'a' });
  new lambda.Function(stack, 'Scorer', {
    functionName: 'Scorer',
    code: lambda.Code.fromAsset(join(directory, 'scorer')),
    handler: 'scorer.handler',
    runtime: lambda.Runtime.PYTHON_3_13,
  });
  const key = { name: 'id', type: dynamodb.AttributeType.STRING };
  new dynamodb.TableV2(stack, 'Catalogue', { partitionKey: key });
  new dynamodb.TableV2(stack, 'Orders', {
    partitionKey: key,
    globalSecondaryIndexes: [{ indexName: 'byDay', partitionKey: { ...key, name: 'day' } }],
  });
  new GatedRelease(stack, 'Release', {
    function: nodeFunction(stack, 'Fn', code, {
      directory,
      environment: { STAGE: stage.valueAsString, ZONE: Fn.select(0, zones.valueAsList) },
    }),
    platform,
    gates: [Gate.health()],
    traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) }),
  });
  app.synth();
}

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-guides-'));
  mkdirSync(join(directory, 'scorer'));
  writeFileSync(join(directory, 'scorer', 'scorer.py'), 'def handler(event, context): return {}');
  synthesize(join(directory, 'old.out'), HEALTHY);
  synthesize(join(directory, 'new.out'), healthyChange(1));
  synthesize(join(directory, 'cdk.out'), HEALTHY);
  mkdirSync(join(directory, 'scenarios'));
  const [requests] = PAGES.flatMap(fencesOf).filter(({ kind }) => kind === 'yaml requests');
  writeFileSync(join(directory, 'scenarios', 'requests.yaml'), requests!.text);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

interface Expecting {
  readonly expect?: object;
  readonly steps?: readonly { readonly expect?: object }[];
}

/** What the service here needs of every scenario: the webhook of its platform, its stage, and a model of its function in Python. */
const OF_THE_SERVICE = {
  account: { parameters: { '/team/slack-webhook': 'https://hooks.slack.example/services/T00/B00/secret' } },
  stackParameters: { Service: { Stage: 'test' } },
  functions: { Scorer: { model: {} } },
};

function complete(text: string): object {
  return { ...OF_THE_SERVICE, ...(parse(text) as object) };
}

function isExpecting(text: string): boolean {
  const { expect, steps = [] } = parse(text) as Expecting;
  return expect !== undefined || steps.some((step) => step.expect !== undefined);
}

const scenarios = PAGES.flatMap(fencesOf).filter(({ kind }) => kind === 'yaml scenario');

describe('the scenarios of the guides', () => {
  it.each(scenarios)('can be played, and end as they say: $page:$line', ({ text }: Fence) => {
    const file = join(directory, 'scenarios', 'scenario.yaml');
    writeFileSync(file, JSON.stringify(complete(text)));
    const assemblies = 'steps' in complete(text) ? [] : ['--from', '../old.out', '--to', '../new.out'];
    const { status, stdout, stderr } = runSluice(
      ['rehearse', ...assemblies, '--scenario', file],
      join(directory, 'scenarios'),
    );
    // Without an expectation, a scenario is one where it can be played to an end, whatever that is.
    const good: readonly (number | null)[] = isExpecting(text) ? [0] : [0, 1];
    expect(good.includes(status) ? 'as it says' : `${stdout}${stderr}`).toBe('as it says');
  });
});
