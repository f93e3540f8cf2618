import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, Suite, TrafficPlan, type GatedReleaseProps } from 'sluice';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-constructs-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function stackWith(release: ((stack: Stack, fn: lambda.Function) => void) | undefined, code = 'v1'): Stack {
  const app = new App({ outdir: mkdtempSync(join(directory, 'out-')) });
  const stack = new Stack(app, 'Service');
  const fn = new lambda.Function(stack, 'Fn', {
    code: lambda.Code.fromInline(`exports.handler = async () => '${code}';`),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
  release?.(stack, fn);
  return stack;
}

const gated =
  (props: Partial<GatedReleaseProps> = {}) =>
  (stack: Stack, fn: lambda.Function) => {
    new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health()], ...props });
  };

const count = (stack: Stack) =>
  Object.keys((Template.fromStack(stack).toJSON() as { Resources: object }).Resources).length;

describe('GatedRelease', () => {
  it.each([
    ['CodeDeploy’s own plan', undefined, 8],
    ['a plan of one’s own', TrafficPlan.linear({ percent: 7, interval: Duration.minutes(4) }), 9],
  ])('adds few resources to its stack, with %s', (_, traffic, expected) => {
    const added = count(stackWith(gated(traffic ? { traffic } : {}))) - count(stackWith(undefined));

    expect(added).toBe(expected);
    expect(added).toBeLessThanOrEqual(15);
  });

  it('keeps versions that served, and removes those that were refused', () => {
    Template.fromStack(stackWith(gated())).hasResource('AWS::Lambda::Version', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('moves the alias last, by CodeDeploy, with both of the platform’s hooks', () => {
    const template = Template.fromStack(stackWith(gated()));
    const [group = ''] = Object.keys(template.findResources('AWS::CodeDeploy::DeploymentGroup'));
    const others = ['AWS::CloudWatch::Alarm', 'AWS::IAM::Role', 'AWS::SSM::Parameter']
      .flatMap((type) => Object.keys(template.findResources(type)))
      .filter((id) => id.startsWith('Release'));

    template.hasResource('AWS::Lambda::Alias', {
      DependsOn: Match.arrayWith([...others, group].sort()),
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          DeploymentGroupName: { Ref: group },
          BeforeAllowTrafficHook: 'CodeDeployHook_sluice-default-before-traffic',
          AfterAllowTrafficHook: 'CodeDeployHook_sluice-default-after-traffic',
        },
      },
    });
  });

  it('watches green alone, with alarms that are new when the code is and only then', () => {
    const alarms = (code: string) =>
      Object.keys(Template.fromStack(stackWith(gated(), code)).findResources('AWS::CloudWatch::Alarm')).sort();

    expect(alarms('v1')).toEqual(alarms('v1'));
    expect(alarms('v1').filter((id) => alarms('v2').includes(id))).toEqual([]);
    const found = Template.fromStack(stackWith(gated())).findResources('AWS::CloudWatch::Alarm');
    for (const alarm of Object.values(found)) {
      const dimensions = [...JSON.stringify(alarm).matchAll(/"Dimensions":\[(.*?)\](?=,"M|,"N|,"E)/g)];
      expect(JSON.stringify(dimensions)).toContain('ExecutedVersion');
      expect(alarm).toMatchObject({ Properties: { TreatMissingData: 'notBreaching' } });
    }
  });

  it('uses one configuration for all releases of a stack that share a plan', () => {
    const traffic = TrafficPlan.canary({ percent: 3, interval: Duration.minutes(7) });
    const stack = stackWith((scope, fn) => {
      gated({ traffic })(scope, fn);
      const other = new lambda.Function(scope, 'Other', {
        code: lambda.Code.fromInline('exports.handler = async () => 1;'),
        handler: 'index.handler',
        runtime: lambda.Runtime.NODEJS_24_X,
      });
      new GatedRelease(scope, 'OtherRelease', { function: other, gates: [Gate.health()], traffic });
    });

    Template.fromStack(stack).resourceCountIs('AWS::CodeDeploy::DeploymentConfig', 1);
  });

  it('says everything that is wrong at once', () => {
    const suite = join(directory, 'suite.yaml');
    writeFileSync(
      suite,
      'effects: none\nconversations:\n  - key: a\n    turns:\n      - event: {}\n        expect: { ok: { containz: 1 } }\n',
    );
    const stack = stackWith(
      gated({
        gates: [Gate.health({ passes: 0 }), Gate.health(), Gate.integration({ suite: Suite.fromFile(suite) })],
        traffic: TrafficPlan.canary({ percent: -5, interval: Duration.seconds(90) }),
        maxErrorIncreasePoints: -1,
      }),
    );
    const message = errorOf(() => Template.fromStack(stack));

    expect(message).toContain('gate `health`: `passes` must be >=1, got: 0');
    expect(message).toContain('got `health` twice');
    expect(message).toContain(
      `${suite}:6:35: conversations.0.turns.0.expect.ok.containz: unknown key; the keys known here are equals`,
    );
    expect(message).toContain('`percent` must be a whole number from 1 to 99, got: -5');
    expect(message).toContain('`interval` must be whole minutes, 1 at least, got: 1.5 minutes');
    expect(message).toContain('`maxErrorIncreasePoints` must be from 0 to 99, got: -1');
  });

  it('refuses a platform in its own stack', () => {
    const stack = stackWith((scope, fn) => {
      gated({ platform: new ReleasePlatform(scope, 'Platform') })(scope, fn);
    });

    expect(errorOf(() => Template.fromStack(stack))).toContain('`platform` must be in a stack of its own');
  });
});

describe('ReleasePlatform', () => {
  it('has no permission on everything but where AWS knows nothing narrower', () => {
    const stack = new Stack(new App({ outdir: mkdtempSync(join(directory, 'out-')) }), 'Platform');
    new ReleasePlatform(stack, 'Platform', { slackWebhookParameter: '/team/slack' });
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy') as Record<
      string,
      { Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } } }
    >;
    const onEverything = Object.values(policies)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Resource }) => JSON.stringify(Resource) === '"*"')
      .flatMap(({ Action }) => Action)
      // Of the delivery of logs, of which IAM knows no resource.
      .filter((action) => !action.startsWith('logs:'));

    expect([...new Set(onEverything)].sort()).toEqual([
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'cloudwatch:PutMetricData',
      'codedeploy:BatchGetDeploymentTargets',
    ]);
  });

  it('refuses a name that its hooks could not have', () => {
    const stack = new Stack(new App({ outdir: mkdtempSync(join(directory, 'out-')) }), 'Platform');

    expect(() => new ReleasePlatform(stack, 'Platform', { platformName: 'The Platform' })).toThrow(
      '`platformName` must be 1 to 27 lower-case letters',
    );
  });
});

function errorOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    return String(error);
  }
}
