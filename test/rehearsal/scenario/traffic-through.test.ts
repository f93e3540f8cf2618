import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Account } from '../../../lib/rehearsal/account/account';
import type { AccountSettings } from '../../../lib/rehearsal/account/account-settings';
import { readAssembly } from '../../../lib/rehearsal/assembly/read-assembly';

interface Service {
  /** How many APIs lead to the alias, and how many past it to the function. */
  readonly toAlias?: number;
  readonly pastAlias?: number;
  /** Leaves out what would let the APIs invoke. */
  readonly unpermitted?: boolean;
  readonly change?: number;
}

let directory: string;
const open: Account[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'traffic-through-'));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((account) => account.close()));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A function that answers 500 and never throws, behind an alias that CodeDeploy moves; the path of its assembly. */
function synthesize({ toAlias = 0, pastAlias = 0, unpermitted = false, change = 1 }: Service): string {
  const outdir = mkdtempSync(join(directory, 'app-'));
  const source = join(outdir, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'index.js'), `exports.handler = async () => ({ statusCode: 500 }); // ${change}`);
  const app = new App({ outdir: join(outdir, 'cdk.out') });
  const stack = new Stack(app, 'Service');
  const fn = new lambda.Function(stack, 'Fn', {
    functionName: 'service',
    code: lambda.Code.fromAsset(source),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
  const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
  new codedeploy.LambdaDeploymentGroup(stack, 'Releases', {
    alias,
    deploymentConfig: codedeploy.LambdaDeploymentConfig.ALL_AT_ONCE,
  });
  const addApi = (id: string, target: lambda.IFunction) =>
    new HttpApi(stack, id, { defaultIntegration: new HttpLambdaIntegration(`${id}Integration`, target) });
  for (let number = 0; number < toAlias; number++) addApi(`ToAlias${number}`, alias);
  for (let number = 0; number < pastAlias; number++) addApi(`PastAlias${number}`, fn);
  if (unpermitted) {
    const permissions = stack.node.findAll().filter((child) => child instanceof lambda.CfnPermission);
    for (const permission of permissions) permission.node.scope!.node.tryRemoveChild(permission.node.id);
  }
  app.synth();
  return app.outdir;
}

/** An account whose customers have been about for half a minute, at two requests a second. */
async function customers(service: Service, settings: Partial<AccountSettings> = {}) {
  const behaviour = { errorRate: 0, latencyMs: { p50: 10, p90: 20, p99: 30 } };
  const account = new Account({
    seed: 7,
    start: Date.UTC(2026, 0, 5, 9),
    accountId: '123456789012',
    region: 'us-east-1',
    parameters: {},
    requestsPerSecond: 2,
    requests: [{ method: 'GET', path: '/orders', headers: {} }],
    incidents: [],
    behaviours: { blue: behaviour, green: behaviour },
    ...settings,
  });
  open.push(account);
  await account.open();
  const deploy = (directory: string) => account.simulation.run(() => account.deploy(readAssembly(directory)));
  await deploy(synthesize(service));
  account.workload.serve({ functionName: 'service', aliasName: 'live' });
  await account.simulation.run(() => account.simulation.sleep(30_000));
  const { requests, timeline, deniedCalls } = account.recorder.take();
  const { metrics } = account.cloudWatch.metrics;
  const served = ['live', '$LATEST']
    .flatMap((aliasName) => ['1', '$LATEST'].map((version) => ({ aliasName, version })))
    .map(({ aliasName, version }) => ({
      name: `${aliasName} ${version}`,
      ...requests.tally({ functionName: 'service', aliasName }, 0, (one) => one === version),
    }))
    .filter(({ total }) => total > 0);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return {
    account,
    deploy,
    deniedCalls,
    served: sum(served.map(({ total }) => total)),
    failed: sum(served.map(({ errors }) => errors)),
    aliases: served.map(({ name }) => name),
    said: timeline.filter(({ actor }) => actor === 'API Gateway').map(({ what }) => what),
    apiMetrics: [...new Set(metrics.filter(({ namespace }) => namespace === 'AWS/ApiGateway').map(({ name }) => name))],
  };
}

describe('customers', () => {
  it('come through the API where one leads to the alias, and fail by its status', async () => {
    const { served, failed, aliases, apiMetrics, deniedCalls, said } = await customers({ toAlias: 1 });
    expect(served).toBeGreaterThan(30);
    expect(failed).toBe(served);
    expect(aliases).toEqual(['live 1']);
    expect(apiMetrics).toEqual(['Count', '4xx', '5xx', 'Latency', 'IntegrationLatency']);
    expect([deniedCalls, said]).toEqual([[], []]);
  });

  it.each<readonly [string, Service, Partial<AccountSettings>]>([
    ['no API leads to it', {}, {}],
    ['two APIs do', { toAlias: 2 }, {}],
    ['the scenario says so', { toAlias: 1 }, { through: 'alias' }],
  ])('call the alias itself where %s, and fail only where the handler does', async (_, service, settings) => {
    const { served, failed, aliases, apiMetrics } = await customers(service, settings);
    expect(served).toBeGreaterThan(30);
    expect(failed).toBe(0);
    expect(aliases).toEqual(['live 1']);
    expect(apiMetrics).toEqual([]);
  });

  it.each([
    [0, 'no API'],
    [2, 'the APIs '],
  ])('cannot come through the API where the scenario says so and %d lead to the alias', async (toAlias, found) => {
    await expect(customers({ toAlias }, { through: 'api' })).rejects.toMatchObject({
      name: 'NotEmulated',
      where: expect.stringContaining(`the traffic of service:live, to which leads ${found}`) as unknown,
    });
  });

  it('fail, and the alias’s version with them, where the API may not invoke it', async () => {
    const { served, failed, aliases, deniedCalls, said } = await customers({ toAlias: 1, unpermitted: true });
    expect(failed).toBe(served);
    expect(aliases).toEqual(['live 1']);
    expect(deniedCalls).toEqual([
      expect.objectContaining({
        principal: 'apigateway.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: 'arn:aws:lambda:us-east-1:123456789012:function:service:live',
        times: served,
      }),
    ]);
    expect(said).toEqual([expect.stringMatching(/is answered 500: it may not invoke .*:service:live$/)]);
  });

  it('fail by the model’s errors in the metrics of the API, where the model serves', async () => {
    const broken = { errorRate: 1, latencyMs: { p50: 10, p90: 20, p99: 30 } };
    const behaviours = { blue: broken, green: broken };
    const { served, failed, apiMetrics } = await customers({ toAlias: 1 }, { requests: undefined, behaviours });
    expect(failed).toBe(served);
    expect(apiMetrics).toEqual(['Count', '4xx', '5xx']);
  });
});

describe('a route to the function itself', () => {
  it('takes requests past the alias, which then serves nobody', async () => {
    const { served, failed, aliases } = await customers({ pastAlias: 1 });
    expect(failed).toBe(served);
    expect(aliases).toEqual(['$LATEST $LATEST']);
  });

  it.each<readonly [string, Service, Partial<AccountSettings>]>([
    ['one API leads to it', { pastAlias: 1 }, {}],
    ['several do', { pastAlias: 2 }, {}],
  ])('takes modelled customers too where %s, who fail by the model', async (_, service, settings) => {
    const broken = { errorRate: 1, latencyMs: { p50: 10, p90: 20, p99: 30 } };
    const behaviours = { blue: broken, green: broken };
    const { served, failed, aliases } = await customers(service, { requests: undefined, behaviours, ...settings });
    expect(served).toBeGreaterThan(30);
    expect(failed).toBe(served);
    expect(aliases).toEqual(['$LATEST $LATEST']);
  });

  it.each<readonly [string, Service, Partial<AccountSettings>]>([
    ['another route leads to the alias', { toAlias: 1, pastAlias: 1 }, {}],
    ['the scenario says that they call the alias', { pastAlias: 1 }, { through: 'alias' }],
  ])('takes no modelled customers where %s', async (_, service, settings) => {
    const { aliases } = await customers(service, { requests: undefined, ...settings });
    expect(aliases).toEqual(['live 1']);
  });

  it('gives them the new version’s behaviour at once, all of them', async () => {
    const latencyMs = { p50: 10, p90: 20, p99: 30 };
    const behaviours = { blue: { errorRate: 0, latencyMs }, green: { errorRate: 1, latencyMs } };
    const { account, deploy, failed } = await customers({ pastAlias: 1 }, { requests: undefined, behaviours });
    expect(failed).toBe(0);
    await deploy(synthesize({ pastAlias: 1, change: 2 }));
    account.recorder.take();
    await account.simulation.run(() => account.simulation.sleep(30_000));
    const { total, errors } = account.recorder
      .take()
      .requests.tally({ functionName: 'service', aliasName: '$LATEST' }, 0, () => true);
    expect(total).toBeGreaterThan(30);
    expect(errors).toBe(total);
  });

  it('is told of when the alias is deployed', async () => {
    const { account, deploy } = await customers({ pastAlias: 1 }, { requestsPerSecond: 0 });
    await deploy(synthesize({ pastAlias: 1, change: 2 }));
    const said = account.recorder.take().timeline.filter(({ actor }) => actor === 'API Gateway');
    expect(said).toEqual([
      expect.objectContaining({
        what: expect.stringMatching(
          /^the route \$default goes past the alias live: it calls the function service itself, /,
        ) as unknown,
        about: account.codeDeploy.all()[0]!.id,
      }),
    ]);
  });

  it('is not told of where it goes to the alias', async () => {
    const { account, deploy } = await customers({ toAlias: 1 }, { requestsPerSecond: 0 });
    await deploy(synthesize({ toAlias: 1, change: 2 }));
    expect(account.codeDeploy.all()).toHaveLength(1);
    expect(account.recorder.take().timeline.filter(({ actor }) => actor === 'API Gateway')).toEqual([]);
  });
});
