import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease, Probe, ReleasePlatform, TrafficPlan, type GatedReleaseProps } from 'sluice';
import * as v from 'valibot';
import { gateFileSchema } from '../../../lib/domain/gates/gate-file';
import { manifestSchema, type Manifest } from '../../../lib/domain/release/manifest';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

const { app, outdir, remove } = temporaryApp();
afterAll(remove);

const canary = TrafficPlan.canary({ percent: 3, interval: Duration.minutes(7) });

/** A stack with one release of one function; the same ids in each, so that only what is given differs. */
function released(name: string, props: Partial<GatedReleaseProps> = {}, answer?: string): Stack {
  const stack = new Stack(app, name);
  const chat = inlineFunction(stack, 'Chat', answer);
  new GatedRelease(stack, 'Release', { function: chat, gates: [Gate.health()], ...props });
  return stack;
}

const alone = new Stack(app, 'Alone');
inlineFunction(alone);

const two = released('Two', { traffic: canary });
new GatedRelease(two, 'Other', { function: inlineFunction(two, 'OtherChat'), gates: [Gate.health()], traffic: canary });

const platformStack = new Stack(app, 'PlatformStack');
const platform = new ReleasePlatform(platformStack, 'Platform', { platformName: 'payments' });

const stage = new Stage(app, 'Production');
const inStage = new Stack(stage, 'Service');
new GatedRelease(inStage, 'Release', { function: inlineFunction(inStage), gates: [Gate.health()] });

const view = {
  alone: new StackView(alone),
  plain: new StackView(released('Plain')),
  same: new StackView(released('Same')),
  changed: new StackView(released('Changed', {}, 'goodbye')),
  otherGates: new StackView(released('OtherGates', { gates: [Gate.health({ probe: Probe.event({ ping: 1 }) })] })),
  ownPlan: new StackView(released('OwnPlan', { traffic: canary })),
  atOnce: new StackView(released('AtOnce', { traffic: TrafficPlan.allAtOnce() })),
  ownSettings: new StackView(
    released('OwnSettings', {
      platform,
      aliasName: 'production',
      maxErrorIncreasePoints: 0.5,
      maxLatency: Duration.seconds(1.2345678),
    }),
  ),
  two: new StackView(two),
};

describe('the resources of a release', () => {
  it.each([
    ['a plan that CodeDeploy has', view.plain, 8],
    ['a plan of its own', view.ownPlan, 9],
  ])('are few: with %s', (_, withRelease, expected) => {
    const added = withRelease.count() - view.alone.count();
    expect(added).toBe(expected);
    expect(added).toBeLessThanOrEqual(15);
  });

  it('do not depend on exports of the platform’s stack, but are deployed after it', () => {
    expect(view.ownSettings.stack.dependencies).toContain(platformStack);
    expect(JSON.stringify(view.ownSettings.template.toJSON())).not.toContain('ImportValue');
    expect(Template.fromStack(platformStack).toJSON()).not.toHaveProperty('Outputs');
  });
});

describe('the deployment group that a release offers', () => {
  it.each([
    ['a plan that CodeDeploy has', view.plain, 'default', 'CodeDeployDefault.LambdaCanary10Percent10Minutes'],
    ['a plan of its own', view.ownPlan, 'default', '<SluiceCanary3Percent7Minutes>'],
    ['another platform', view.ownSettings, 'payments', 'CodeDeployDefault.LambdaCanary10Percent10Minutes'],
  ])('is as CDK’s own is: with %s', (_, of, platformName, config) => {
    const { deploymentGroup } = of.stack.node.findChild('Release') as unknown as Pick<GatedRelease, 'deploymentGroup'>;
    const text = (value: unknown) => of.text(of.stack.resolve(value));
    const application = `<ssm:/sluice/${platformName}/codedeploy-application>`;
    expect(text(deploymentGroup.deploymentGroupName)).toBe('<Release/DeploymentGroup>');
    expect(text(deploymentGroup.application.applicationName)).toBe(application);
    expect(text(deploymentGroup.deploymentConfig.deploymentConfigName)).toBe(config);
    expect(text(deploymentGroup.deploymentGroupArn)).toMatch(
      new RegExp(`:deploymentgroup:${application}/<Release/DeploymentGroup>$`),
    );
  });
});

describe('the version of a release', () => {
  it('is kept once it served, and removed where it was refused', () => {
    expect(view.plain.resources('AWS::Lambda::Version')).toMatchObject({
      'Chat/CurrentVersion': { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' },
    });
  });
});

describe('the alias of a release', () => {
  const alias = (of: StackView) => Object.values(of.resources('AWS::Lambda::Alias'))[0];

  it('is moved by CodeDeploy, which asks both hooks of the platform', () => {
    const policy = alias(view.plain)?.UpdatePolicy as { CodeDeployLambdaAliasUpdate: Record<string, unknown> };
    expect(textOf(view.plain, policy.CodeDeployLambdaAliasUpdate)).toEqual({
      ApplicationName: '<ssm:/sluice/default/codedeploy-application>',
      DeploymentGroupName: '<Release/DeploymentGroup>',
      BeforeAllowTrafficHook: 'CodeDeployHook_sluice-default-before-traffic',
      AfterAllowTrafficHook: 'CodeDeployHook_sluice-default-after-traffic',
    });
  });

  it('is moved last, when nothing is left that could fail', () => {
    const named = (alias(view.plain)?.DependsOn ?? []).map((id) => view.plain.name(id));
    expect(named.sort()).toEqual([
      'Release/Alarms/ErrorRate',
      'Release/Alarms/Latency',
      'Release/DeploymentGroup',
      'Release/FirstRelease',
      'Release/Manifest',
      'Release/ReleaseRole',
    ]);
  });

  it('leads to the new version, under the name that was asked for', () => {
    expect(textOf(view.plain, alias(view.plain)?.Properties)).toEqual({
      FunctionName: '<Chat>',
      FunctionVersion: '<Chat/CurrentVersion.Version>',
      Name: 'live',
    });
    expect(alias(view.ownSettings)?.Properties).toMatchObject({ Name: 'production' });
  });

  it('asks the hooks of the platform that was named', () => {
    const policy = alias(view.ownSettings)?.UpdatePolicy as { CodeDeployLambdaAliasUpdate: Record<string, unknown> };
    expect(textOf(view.ownSettings, policy.CodeDeployLambdaAliasUpdate)).toMatchObject({
      ApplicationName: '<ssm:/sluice/payments/codedeploy-application>',
      BeforeAllowTrafficHook: 'CodeDeployHook_sluice-payments-before-traffic',
      AfterAllowTrafficHook: 'CodeDeployHook_sluice-payments-after-traffic',
    });
  });
});

describe('the first release of an alias', () => {
  const type = 'Custom::SluiceFirstRelease';
  const idOf = (of: StackView) => Object.keys(of.template.findResources(type))[0];

  it('is asked of the platform, which is told the version and has an hour to answer', () => {
    const logicalId = (of: string) => Object.keys(view.plain.template.findResources(of))[0];
    const { ServiceTimeout: timeout, ...properties } = view.plain.properties(type, 'Release/FirstRelease');
    expect(Number(timeout)).toBe(3600);
    expect(textOf(view.plain, properties)).toEqual({
      ServiceToken: '<ssm:/sluice/default/first-release-function-arn>',
      FunctionName: '<Chat>',
      FunctionLogicalId: logicalId('AWS::Lambda::Function'),
      AliasName: 'live',
      Version: '<Chat/CurrentVersion.Version>',
      DeploymentGroup: '<Release/DeploymentGroup>',
      DeploymentGroupLogicalId: logicalId('AWS::CodeDeploy::DeploymentGroup'),
    });
  });

  it('is asked about once the role and the manifest are there', () => {
    const { DependsOn: after = [] } = Object.values(view.plain.resources(type))[0]!;
    expect(after.map((id) => view.plain.name(id)).sort()).toEqual(['Release/Manifest', 'Release/ReleaseRole']);
  });

  it.each([
    ['the code', view.changed],
    ['the gates', view.otherGates],
    ['the plan', view.ownPlan],
  ])('stays the same resource, which asks nothing, when %s changed', (_, of) => {
    expect(idOf(of)).toBe(idOf(view.plain));
  });

  it('is another resource, which asks, where the alias or the platform is another', () => {
    const renamed = new Stack(new App({ outdir: join(outdir, 'renamed') }), 'Plain');
    const moved = new Stack(new App({ outdir: join(outdir, 'moved') }), 'Plain');
    const props = (stack: Stack) => ({ function: inlineFunction(stack, 'Chat'), gates: [Gate.health()] });
    new GatedRelease(renamed, 'Release', { ...props(renamed), aliasName: 'production' });
    new GatedRelease(moved, 'Release', {
      ...props(moved),
      platform: ReleasePlatform.fromPlatformName(moved, 'Payments', 'payments'),
    });
    const ids = [view.plain, new StackView(renamed), new StackView(moved)].map(idOf);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('the alarms of a release', () => {
  const ids = (of: StackView) => Object.keys(of.template.findResources('AWS::CloudWatch::Alarm')).sort();

  it('watch the new version, and of errors hold it against the rest of the alias', () => {
    const metrics = Object.values(view.plain.resources('AWS::CloudWatch::Alarm')).flatMap(metricsOf);
    const ofAlias = { FunctionName: '<Chat>', Resource: '<Chat>:live' };
    const ofGreen = { ExecutedVersion: '<Chat/CurrentVersion.Version>', ...ofAlias };
    expect(
      metrics.map(({ name, dimensions }) => [
        name,
        Object.fromEntries(dimensions.map(({ Name: dimension, Value: value }) => [dimension, view.plain.text(value)])),
      ]),
    ).toEqual([
      ['Errors', ofGreen],
      ['Invocations', ofGreen],
      ['Errors', ofAlias],
      ['Invocations', ofAlias],
      ['Duration', ofGreen],
    ]);
  });

  it('take two of three minutes, and no calls for no harm', () => {
    for (const { Properties } of Object.values(view.plain.resources('AWS::CloudWatch::Alarm'))) {
      expect(Properties).toMatchObject({
        ComparisonOperator: 'GreaterThanThreshold',
        DatapointsToAlarm: 2,
        EvaluationPeriods: 3,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  it('do not judge a percentile of few calls', () => {
    expect(view.plain.properties('AWS::CloudWatch::Alarm', 'Release/Alarms/Latency')).toMatchObject({
      EvaluateLowSampleCountPercentile: 'ignore',
      ExtendedStatistic: 'p99',
      Period: 60,
    });
  });

  it.each([
    ['5 % and 80 % of the function’s timeout, where nothing is said', view.plain, 5, 8000],
    ['what was asked for, to a fraction of a millisecond', view.ownSettings, 0.5, 1234.5678],
  ])('are red above %s', (_, of, errorRate, latency) => {
    const threshold = (name: string) => of.properties('AWS::CloudWatch::Alarm', `Release/Alarms/${name}`).Threshold;
    expect(threshold('ErrorRate')).toBe(errorRate);
    expect(threshold('Latency')).toBe(latency);
  });

  it('are new when the code is, so that a red one cannot stop the fix', () => {
    expect(ids(view.changed).filter((id) => ids(view.plain).includes(id))).toEqual([]);
  });

  it('are new as well where the function changes between two syntheses of one app', () => {
    const { app: again, remove: removeAgain } = temporaryApp();
    const stack = new Stack(again, 'Twice');
    const chat = inlineFunction(stack);
    new GatedRelease(stack, 'Release', { function: chat, gates: [Gate.health()] });
    const alarms = () => {
      const { Resources } = again.synth({ force: true }).getStackByName('Twice').template as {
        Resources: Record<string, { Type: string }>;
      };
      return Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::CloudWatch::Alarm');
    };
    const first = alarms();
    chat.addEnvironment('MODEL', 'another');
    const second = alarms();
    removeAgain();
    expect(second).toHaveLength(2);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });

  it.each([
    ['nothing', view.same],
    ['only the gates', view.otherGates],
    ['only the plan', view.ownPlan],
  ])('stay when %s changed', (_, of) => {
    expect(ids(of)).toEqual(ids(view.plain));
  });
});

describe('the deployment group of a release', () => {
  const group = (of: StackView) => of.properties('AWS::CodeDeploy::DeploymentGroup', 'Release/DeploymentGroup');

  it('is stopped by the release’s own alarms', () => {
    const { AlarmConfiguration: configuration } = group(view.plain);
    expect(configuration).toMatchObject({ Enabled: true });
    const { Alarms: alarms } = configuration as { Alarms: { Name: unknown }[] };
    expect(alarms.map(({ Name: name }) => view.plain.text(name))).toEqual([
      '<Release/Alarms/ErrorRate>',
      '<Release/Alarms/Latency>',
    ]);
  });

  it('rolls back whatever ends a deployment early', () => {
    expect(group(view.plain)).toMatchObject({
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
    });
  });

  it('belongs to the platform’s application and acts by the platform’s role', () => {
    const { ApplicationName: application, ServiceRoleArn: role } = group(view.plain);
    expect(view.plain.text(application)).toBe('<ssm:/sluice/default/codedeploy-application>');
    expect(view.plain.text(role)).toBe('<ssm:/sluice/default/codedeploy-role-arn>');
  });

  it.each([
    ['10 % for 10 minutes, where nothing is said', view.plain, 'CodeDeployDefault.LambdaCanary10Percent10Minutes'],
    ['all at once', view.atOnce, 'CodeDeployDefault.LambdaAllAtOnce'],
  ])('shifts by CodeDeploy’s own plan: %s', (_, of, name) => {
    expect(group(of).DeploymentConfigName).toBe(name);
    of.template.resourceCountIs('AWS::CodeDeploy::DeploymentConfig', 0);
  });

  it('shares a plan that CodeDeploy has not with the other releases of the stack', () => {
    const config = 'SluiceCanary3Percent7Minutes';
    expect(Object.keys(view.two.resources('AWS::CodeDeploy::DeploymentConfig'))).toEqual([config]);
    expect(view.two.properties('AWS::CodeDeploy::DeploymentConfig', config)).toEqual({
      ComputePlatform: 'Lambda',
      TrafficRoutingConfig: {
        Type: 'TimeBasedCanary',
        TimeBasedCanary: { CanaryPercentage: 3, CanaryInterval: 7 },
      },
    });
    const groups = Object.values(view.two.resources('AWS::CodeDeploy::DeploymentGroup'));
    expect(groups.map(({ Properties }) => view.two.text(Properties.DeploymentConfigName))).toEqual([
      `<${config}>`,
      `<${config}>`,
    ]);
  });
});

describe('the function of a release', () => {
  it('says by a tag which platform may move its aliases, and is no other version for it', () => {
    const tagsOf = (of: StackView) => of.properties('AWS::Lambda::Function', 'Chat').Tags;
    expect(tagsOf(view.plain)).toEqual([{ Key: 'sluice:platform', Value: 'default' }]);
    expect(tagsOf(view.ownSettings)).toEqual([{ Key: 'sluice:platform', Value: 'payments' }]);
  });
});

describe('the role of a release', () => {
  it('is for the platform’s asker of gates and its opener alone, by their ARNs, under the platform’s path', () => {
    const role = view.plain.properties('AWS::IAM::Role', 'Release/ReleaseRole');
    expect(role.Path).toBe('/sluice/default/');
    const trust = role.AssumeRolePolicyDocument as {
      Statement: { Principal: { AWS: unknown }; Condition: Record<string, Record<string, unknown>> }[];
    };
    expect(trust.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { AWS: expect.anything() as unknown },
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': expect.anything() as unknown },
          StringEquals: { 'sts:ExternalId': expect.anything() as unknown },
        },
      },
    ]);
    const [statement] = trust.Statement;
    expect(view.plain.text(statement?.Principal.AWS)).toBe('arn:<AWS::Partition>:iam::<AWS::AccountId>:root');
    const named = statement?.Condition.ArnEquals?.['aws:PrincipalArn'] as readonly unknown[];
    expect(named.map((one) => view.plain.text(one))).toEqual([
      '<ssm:/sluice/default/gate-asker-role-arn>',
      '<ssm:/sluice/default/opener-role-arn>',
    ]);
    expect(view.ownSettings.properties('AWS::IAM::Role', 'Release/ReleaseRole').Path).toBe('/sluice/payments/');
  });

  it('is for that release alone: its group and its function', () => {
    const role = view.plain.properties('AWS::IAM::Role', 'Release/ReleaseRole');
    const { Statement: statements } = role.AssumeRolePolicyDocument as {
      Statement: { Condition: { StringEquals: Record<string, unknown> } }[];
    };
    expect(statements.map(({ Condition: { StringEquals: equals } }) => textOf(view.plain, equals))).toEqual([
      { 'sts:ExternalId': '<Release/DeploymentGroup>/<Chat>' },
    ]);
  });

  it('may call the function’s versions and read the release’s own gates, and nothing else', () => {
    const role = view.plain.properties('AWS::IAM::Role', 'Release/ReleaseRole');
    const [policy, ...more] = role.Policies as {
      PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] };
    }[];
    const statements = policy?.PolicyDocument.Statement ?? [];
    const { bucket, key } = manifestOf(view.plain).gates;
    expect(more).toEqual([]);
    expect(statements.map(({ Action: action, Resource: resource }) => [action, view.plain.text(resource)])).toEqual([
      ['lambda:InvokeFunction', '<Chat.Arn>:*'],
      ['s3:GetObject', `arn:<AWS::Partition>:s3:::${bucket}/${key}`],
    ]);
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    view.plain.template.resourceCountIs('AWS::IAM::Policy', 0);
  });
});

describe('the manifest of a release', () => {
  it('is found by the deployment group', () => {
    const { Name: name } = view.plain.properties('AWS::SSM::Parameter', 'Release/Manifest');
    expect(view.plain.text(name)).toBe('/sluice/default/releases/<Release/DeploymentGroup>');
  });

  it('is what the platform reads', () => {
    expect(manifestOf(view.plain)).toEqual({
      schema: 3,
      subject: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      type: 'minor',
      code: { inline: createHash('sha256').update("exports.handler = async () => 'hello';").digest('hex') },
      shiftMinutes: 10,
      gates: {
        bucket: 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}',
        key: expect.stringMatching(/^[0-9a-f]{64}\.json$/) as string,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        asked: [{ name: 'health', kind: 'health', phase: 'before-traffic', deadlineSeconds: 90 }],
      },
      releaseRoleArn: '<Release/ReleaseRole.Arn>',
      alarms: { 'error-rate': '<Release/Alarms/ErrorRate>', latency: '<Release/Alarms/Latency>' },
      foreseen: [expect.stringMatching(/^A release costs about /) as string],
    });
  });
});

describe('the gates of a release', () => {
  it.each([
    ['an app', view.plain, outdir],
    ['a stage', new StackView(inStage), stage.outdir],
  ])('are a file of the assembly, named by what is in it: in %s', (_, of, directory) => {
    const { key, sha256 } = manifestOf(of).gates;
    const text = shipped(of, directory, key);
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    expect(key).toBe(`${sha256}.json`);
    expect(v.parse(gateFileSchema, JSON.parse(text))).toMatchObject({
      schema: 1,
      gates: [{ name: 'health', kind: 'health', phase: 'before-traffic', passes: 3, withinSeconds: 60 }],
    });
  });

  it('are the same object while they are the same, whatever else changed', () => {
    const keys = [view.same, view.changed, view.ownPlan].map((of) => manifestOf(of).gates.key);
    expect([...new Set(keys)]).toEqual([manifestOf(view.plain).gates.key]);
  });

  it('are another object when they changed', () => {
    expect(manifestOf(view.otherGates).gates.key).not.toBe(manifestOf(view.plain).gates.key);
  });
});

interface MetricSource {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

function metricsOf({ Properties }: { readonly Properties: Readonly<Record<string, unknown>> }) {
  const queries = (Properties.Metrics ?? []) as { MetricStat?: { Metric: MetricSource } }[];
  const sources = [
    ...('MetricName' in Properties ? [Properties as unknown as MetricSource] : []),
    ...queries.flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric] : [])),
  ];
  return sources.map(({ MetricName: name, Dimensions: dimensions }) => ({ name, dimensions }));
}

function textOf(of: StackView, values: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of.text(value)]));
}

function manifestOf(of: StackView): Manifest {
  const { Value: value } = of.properties('AWS::SSM::Parameter', 'Release/Manifest');
  return v.parse(manifestSchema, JSON.parse(of.text(value)));
}

/** What the assembly uploads under a key. */
function shipped(of: StackView, directory: string, key: string): string {
  const { files } = JSON.parse(readFileSync(join(directory, `${of.stack.artifactId}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
  };
  const file = Object.values(files).find(({ destinations }) =>
    Object.values(destinations).some(({ objectKey }) => objectKey === key),
  );
  return readFileSync(join(directory, file?.source.path ?? 'no such asset'), 'utf8');
}
