import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App } from 'aws-cdk-lib';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { alarmedCanaryApp } from '../../examples/plain/alarmed-canary/app';
import { CHANGES, type Change } from '../../examples/plain/change';
import { caughtErrorsApp } from '../../examples/plain/caught-errors/app';
import { httpApiApp } from '../../examples/plain/http-api/app';
import { queueWorkerApp } from '../../examples/plain/queue-worker/app';
import { stateMachineApp } from '../../examples/plain/state-machine/app';
import { reportOf, runSluice } from '../end-to-end/run-sluice';

type MakeApp = (outdir: string, change: Change) => App;

const APPS: Readonly<Record<string, MakeApp>> = {
  'alarmed-canary': alarmedCanaryApp,
  'caught-errors': caughtErrorsApp,
  'http-api': httpApiApp,
  'queue-worker': queueWorkerApp,
  'state-machine': stateMachineApp,
};

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly UpdatePolicy?: { readonly CodeDeployLambdaAliasUpdate: Readonly<Record<string, unknown>> };
}
type Resources = Readonly<Record<string, Resource>>;

const directory = mkdtempSync(join(tmpdir(), 'plain-apps-'));
const assemblies = new Map<string, CloudAssembly>();

/** The resources of an app's only stack. Each state is synthesized once. */
function resourcesOf(name: string, change: Change): Resources {
  const key = `${name}-${change}`;
  const assembly = assemblies.get(key) ?? APPS[name]!(join(directory, key), change).synth();
  assemblies.set(key, assembly);
  const [stack] = assembly.stacks;
  return (stack!.template as { readonly Resources: Resources }).Resources;
}

const ofType = (resources: Resources, type: string) =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);

const only = (resources: Resources, type: string): readonly [string, Resource] => {
  const found = ofType(resources, type);
  expect(found).toHaveLength(1);
  return found[0]!;
};

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe.each(Object.keys(APPS))('the plain app %s', (name) => {
  it.each(CHANGES)('synthesizes its state %s with its handlers bundled', (change) => {
    const resources = resourcesOf(name, change);
    const { directory: outdir } = assemblies.get(`${name}-${change}`)!;
    const bundles = readdirSync(outdir).filter((file) => file.startsWith('asset.'));
    expect(ofType(resources, 'AWS::Lambda::Function').length).toBeGreaterThan(0);
    expect(bundles.length).toBeGreaterThan(0);
    for (const bundle of bundles) expect(existsSync(join(outdir, bundle, 'index.js'))).toBe(true);
  });

  it('has an alias that CodeDeploy moves, in every state the same group', () => {
    for (const change of CHANGES) {
      const resources = resourcesOf(name, change);
      const [, alias] = only(resources, 'AWS::Lambda::Alias');
      const [group] = only(resources, 'AWS::CodeDeploy::DeploymentGroup');
      const [application] = only(resources, 'AWS::CodeDeploy::Application');
      expect(alias.UpdatePolicy!.CodeDeployLambdaAliasUpdate).toMatchObject({
        ApplicationName: { Ref: application },
        DeploymentGroupName: { Ref: group },
      });
    }
  });

  it('publishes another version in each change that ships other code', () => {
    const versionOf = (change: Change) => only(resourcesOf(name, change), 'AWS::Lambda::Version')[0];
    const versions = CHANGES.map(versionOf);
    expect(new Set(versions).size).toBe(3);
    expect(versionOf('fails-to-deploy')).toBe(versionOf('good'));
  });

  it('fails to deploy at a resource that comes after the alias, and in that state only', () => {
    const [alias] = only(resourcesOf(name, 'fails-to-deploy'), 'AWS::Lambda::Alias');
    const [, parameter] = only(resourcesOf(name, 'fails-to-deploy'), 'AWS::SSM::Parameter');
    expect(parameter.DependsOn).toContain(alias);
    expect(String(parameter.Properties.Value).length).toBeGreaterThan(4096);
    expect(ofType(resourcesOf(name, 'good'), 'AWS::SSM::Parameter')).toEqual([]);
  });

  it('has nothing of ours in it', () => {
    const folder = join(__dirname, '../../examples/plain');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/from 'sluice|\/lib\//);
  });
});

/** A stack that fails after the shift comes first: what it leaves behind must not stop the next release. */
const ORDER: readonly Change[] = ['base', 'fails-to-deploy', 'good', 'bad'];

describe('an app that has never heard of Sluice', () => {
  it.each(['alarmed-canary', 'http-api', 'queue-worker', 'state-machine'])(
    'is created, updated, rolled back and failed: %s',
    (name) => {
      const scenario = {
        traffic: { requestsPerSecond: 5 },
        steps: ORDER.map((change) => ({
          name: change,
          deploy: `${name}-${change}`,
          ...(change === 'bad' ? { versions: { green: { errorRate: 0.5 } } } : {}),
        })),
      };
      for (const change of ORDER) resourcesOf(name, change);
      writeFileSync(join(directory, `${name}.yaml`), JSON.stringify(scenario));
      const { releases } = reportOf(runSluice(['rehearse', '--scenario', join(directory, `${name}.yaml`), '--json']));

      expect(releases.map(({ step, outcome }) => [step, outcome])).toEqual([
        ['base', 'first-deploy'],
        ['fails-to-deploy', 'failed'],
        ['good', 'released'],
        ['bad', 'rolled-back'],
      ]);
      expect(releases.flatMap(({ deniedCalls }) => deniedCalls)).toEqual([]);
      expect(releases[3]?.deployment?.error?.code).toBe('ALARM_ACTIVE');
      // CloudFormation puts the alias back by itself where another resource fails after the shift.
      expect(releases[1]?.deployment?.status).toBe('Succeeded');
      expect(releases[1]?.traffic.at(-1)?.weight).toBe(0);
    },
  );
});

describe('the template of', () => {
  const template = (name: string) => Template.fromJSON({ Resources: resourcesOf(name, 'base') });

  it('the HTTP API takes its routes to the alias, with two alarms and a hook before traffic', () => {
    const orders = template('http-api');
    orders.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { Ref: Match.stringLikeRegexp('^Live') },
      PayloadFormatVersion: '2.0',
    });
    const routes = Object.values(orders.findResources('AWS::ApiGatewayV2::Route')) as unknown as readonly Resource[];
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual([
      'GET /health',
      'GET /orders/{id}',
      'PUT /orders/{id}',
    ]);
    orders.resourceCountIs('AWS::DynamoDB::Table', 1);
    orders.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: Match.anyValue() }, { Name: Match.anyValue() }] },
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    });
    orders.hasResource('AWS::Lambda::Alias', {
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: { BeforeAllowTrafficHook: { Ref: Match.stringLikeRegexp('^HealthHook') } },
      },
    });
    orders.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  it('the service that catches its errors has an alarm on the API’s 5xx, which stops a release', () => {
    const bookings = template('caught-errors');
    const [[alarm, { Properties }]] = Object.entries(
      bookings.findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace: 'AWS/ApiGateway' } }),
    ) as unknown as [[string, Resource]];
    expect(Properties).toMatchObject({ MetricName: '5xx', Dimensions: [{ Name: 'ApiId' }] });
    bookings.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: { Enabled: true, Alarms: Match.arrayWith([{ Name: { Ref: alarm } }]) },
    });
  });

  it('the queue worker feeds the alias from the queue', () => {
    const invoices = template('queue-worker');
    invoices.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 5,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^InvoiceQueue'), 'Arn'] },
      FunctionName: Match.anyValue(),
    });
    const [mapping] = Object.values(invoices.findResources('AWS::Lambda::EventSourceMapping')) as [Resource];
    expect(JSON.stringify(mapping.Properties.FunctionName)).toContain('Live');
    invoices.resourceCountIs('AWS::SQS::Queue', 2);
    invoices.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    });
  });

  it('the state machine chooses, retries, and asks the alias, which is there before it', () => {
    const claims = template('state-machine');
    const [machine] = Object.values(claims.findResources('AWS::StepFunctions::StateMachine')) as [Resource];
    const definition = JSON.stringify(machine.Properties.DefinitionString);
    for (const part of ['Choice', 'Retry', 'Busy', ':live']) expect(definition).toContain(part);
    expect(machine.DependsOn).toContain('Live');
    claims.hasResourceProperties('AWS::CodeDeploy::DeploymentConfig', {
      TrafficRoutingConfig: {
        Type: 'TimeBasedLinear',
        TimeBasedLinear: { LinearPercentage: 20, LinearInterval: 2 },
      },
    });
    claims.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      AutoRollbackConfiguration: {
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
    });
  });
});
