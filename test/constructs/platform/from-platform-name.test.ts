import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Template } from 'aws-cdk-lib/assertions';
import { Gate, GatedRelease, ReleasePlatform, type IReleasePlatform } from 'sluice';
import { inlineFunction } from '../inline-function';
import { StackView } from '../stack-view';
import { temporaryApp } from '../temporary-app';

/** What a role may do that may read the ledger of a platform: the resources by action. */
function grantOf(platformOf: (stack: Stack) => IReleasePlatform) {
  const stack = new Stack(new App(), 'Reader');
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  platformOf(stack).grantReadLedger(role);
  const view = new StackView(stack);
  const { PolicyDocument: document } = view.properties('AWS::IAM::Policy', 'Role/DefaultPolicy');
  const { Statement: statements } = document as { readonly Statement: readonly Statement[] };
  return statements.map(({ Action, Resource }) => ({
    actions: Action,
    resources: [Resource].flat().map((one) => view.text(one)),
  }));
}

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
}

describe('a platform by its name', () => {
  it('has its topic of outcomes by what the platform publishes', () => {
    const stack = new Stack(new App(), 'Watcher');
    const { outcomes } = ReleasePlatform.fromPlatformName(stack, 'Platform', 'payments');
    outcomes.addSubscription(new SqsSubscription(new sqs.Queue(stack, 'Queue')));
    const view = new StackView(stack);
    const [subscription] = Object.values(view.resources('AWS::SNS::Subscription'));
    expect(view.text(subscription?.Properties.TopicArn)).toBe('<ssm:/sluice/payments/outcome-topic-arn>');
  });

  it('lets its ledger be read as one of the same app does, with its indexes', () => {
    const imported = grantOf((stack) => ReleasePlatform.fromPlatformName(stack, 'Platform', 'payments'));
    const own = grantOf((stack) => new ReleasePlatform(stack, 'Platform'));
    expect(imported.map(({ actions }) => actions)).toEqual(own.map(({ actions }) => actions));
    const table =
      'arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/<ssm:/sluice/payments/ledger-table>';
    expect(new Set(imported.flatMap(({ resources }) => resources))).toEqual(new Set([table, `${table}/index/*`]));
  });

  it('reads nothing that is not used', () => {
    const stack = new Stack(new App(), 'Idle');
    ReleasePlatform.fromPlatformName(stack, 'Platform', 'payments');
    const read = Template.fromStack(stack).findParameters('*', { Type: 'AWS::SSM::Parameter::Value<String>' });
    expect(Object.keys(read)).toEqual(['BootstrapVersion']);
  });

  it('with a name that no platform can have is refused where it is used', () => {
    const platform = ReleasePlatform.fromPlatformName(new Stack(new App(), 'Wrong'), 'Platform', 'Payments!');
    expect(() => platform.outcomes).toThrow('`platformName` must be 1 to 27 lower-case letters');
  });

  it('may be in the stack of a release, and be that of several', () => {
    const { app, remove } = temporaryApp();
    const stack = new Stack(app, 'Service');
    const platform = ReleasePlatform.fromPlatformName(stack, 'Platform', 'payments');
    for (const id of ['One', 'Two']) {
      const own = { function: inlineFunction(stack, `${id}Function`), gates: [Gate.health()] };
      new GatedRelease(stack, id, { ...own, platform });
    }
    const view = new StackView(stack);
    const groups = Object.values(view.resources('AWS::CodeDeploy::DeploymentGroup'));
    expect(groups.map(({ Properties }) => view.text(Properties.ApplicationName))).toEqual([
      '<ssm:/sluice/payments/codedeploy-application>',
      '<ssm:/sluice/payments/codedeploy-application>',
    ]);
    remove();
  });
});
