import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, CustomResource, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Account } from '../../../lib/rehearsal/account/account';
import { readAssembly } from '../../../lib/rehearsal/assembly/read-assembly';
import { EMPTY_ACCOUNT } from './account-settings';

/** Answers by CDK's provider framework: what it returns or throws is what CloudFormation is told. */
const ON_EVENT = `
exports.handler = async ({ RequestType, PhysicalResourceId, ResourceProperties, OldResourceProperties }) => {
  console.log('asked to', RequestType, ResourceProperties.city);
  if (ResourceProperties.city === 'Atlantis') throw new Error('Atlantis is under water');
  if ([ResourceProperties, OldResourceProperties].some((of) => of?.city === 'Hel')) throw new Error('No way back');
  return { PhysicalResourceId: PhysicalResourceId ?? 'forecast', Data: { Weather: 'sunny in ' + ResourceProperties.city } };
};`;

/** Says that it is done when it is asked the third time. */
const IS_COMPLETE = `
let asked = 0;
exports.handler = async () => ({ IsComplete: ++asked >= 3 });`;

/** Answers by itself, as a function without any framework does. */
const PLAIN = `
const https = require('node:https');
exports.handler = (event) => new Promise((resolve, reject) => {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'plain', StackId, RequestId, LogicalResourceId });
  const url = new URL(event.ResponseURL);
  const request = https.request({ hostname: url.hostname, path: url.pathname + url.search, method: 'PUT', headers: { 'content-length': body.length } }, (response) => {
    response.resume();
    response.on('end', resolve);
  });
  request.on('error', reject);
  request.end(body);
});`;

let directory: string;

function functionOf(stack: Stack, id: string, code: string): lambda.Function {
  const source = join(directory, `${stack.node.addr}-${id}`);
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'index.js'), code);
  return new lambda.Function(stack, id, {
    code: lambda.Code.fromAsset(source),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
}

/** An app whose forecast comes from custom resources; without a city there is none. */
function synthesize(name: string, city: string | undefined): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Weather');
  const provider = new Provider(stack, 'Provider', {
    onEventHandler: functionOf(stack, 'OnEvent', ON_EVENT),
    isCompleteHandler: functionOf(stack, 'IsComplete', IS_COMPLETE),
    queryInterval: Duration.seconds(30),
  });
  const plain = functionOf(stack, 'Plain', PLAIN);
  const key = new secretsmanager.CfnSecret(stack, 'Key', { name: 'weather/key', secretString: '{"token":"abc"}' });
  if (city !== undefined) {
    const forecast = new CustomResource(stack, 'Forecast', {
      serviceToken: provider.serviceToken,
      resourceType: 'Custom::Forecast',
      properties: { city },
    });
    new ssm.StringParameter(stack, 'Weather', {
      parameterName: '/weather',
      stringValue: forecast.getAttString('Weather'),
    });
    new CfnResource(stack, 'PlainOne', {
      type: 'AWS::CloudFormation::CustomResource',
      properties: { ServiceToken: plain.functionArn },
    });
    const token = new ssm.CfnParameter(stack, 'Token', {
      name: '/token',
      type: 'String',
      value: SecretValue.secretsManager('weather/key', { jsonField: 'token' }).unsafeUnwrap(),
    });
    token.addResourceDependency(key);
  }
  app.synth();
  return outdir;
}

/** Deploys one assembly after the other into a new account. */
async function deploy<T>(assemblies: readonly string[], look: (account: Account) => T) {
  const account = new Account({ ...EMPTY_ACCOUNT, region: 'us-east-1' });
  await account.open();
  try {
    const steps = [];
    for (const assembly of assemblies) {
      const startedAt = account.simulation.now;
      const [stack] = await account.simulation.run(() => account.deploy(readAssembly(assembly)));
      steps.push({ stack: stack!, tookMs: account.simulation.now - startedAt, seen: look(account) });
    }
    return { steps, logs: account.recorder.logs(), outside: account.recorder.take().outsideCalls };
  } finally {
    await account.close();
  }
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-custom-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a stack with custom resources', () => {
  it('is made, changed and rid of them by the functions that ship', async () => {
    const assemblies = [synthesize('oslo', 'Oslo'), synthesize('rome', 'Rome'), synthesize('none', undefined)];
    const { steps, logs, outside } = await deploy(assemblies, ({ ssm }) => ssm.parameter('/weather'));

    expect(steps.map(({ stack, seen }) => [stack.status, seen])).toEqual([
      ['CREATE_COMPLETE', 'sunny in Oslo'],
      ['UPDATE_COMPLETE', 'sunny in Rome'],
      ['UPDATE_COMPLETE', undefined],
    ]);
    expect(logs.filter((line) => line.includes('asked to')).map((line) => /asked to.*/.exec(line)![0])).toEqual([
      'asked to Create Oslo',
      'asked to Update Rome',
      'asked to Delete Rome',
    ]);
    // Three questions whether it is done, half a virtual minute apart.
    expect(steps[0]!.tookMs).toBeGreaterThan(60_000);
    // What is put to CloudFormation's own URL leaves the account for nobody else.
    expect(outside).toEqual([]);
  });

  it('is rolled back where a function says that it failed, by its own reason', async () => {
    const { steps } = await deploy([synthesize('atlantis', 'Atlantis')], ({ ssm }) => ssm.parameter('/weather'));
    const [{ stack, seen }] = steps as [(typeof steps)[number]];

    expect([stack.status, seen]).toEqual(['ROLLBACK_COMPLETE', undefined]);
    expect(stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toContain('Atlantis is under water');
  });

  it('stays as a rollback that failed has left it, which fails the next deployment and does not end the rehearsal', async () => {
    const assemblies = ['Oslo', 'Hel', 'Rome'].map((city) => synthesize(`stuck-${city}`, city));
    const { steps } = await deploy(assemblies, ({ ssm }) => ssm.parameter('/weather'));

    expect(steps.map(({ stack, seen }) => [stack.status, seen])).toEqual([
      ['CREATE_COMPLETE', 'sunny in Oslo'],
      ['UPDATE_ROLLBACK_FAILED', 'sunny in Oslo'],
      ['UPDATE_ROLLBACK_FAILED', 'sunny in Oslo'],
    ]);
    expect(steps[2]!.stack.reason).toMatch(/is in UPDATE_ROLLBACK_FAILED state and can not be updated/);
  });

  it('takes what a secret holds when it is deployed', async () => {
    const { steps } = await deploy([synthesize('bern', 'Bern')], ({ ssm }) => ssm.parameter('/token'));
    expect(steps.map(({ seen }) => seen)).toEqual(['abc']);
  });
});
