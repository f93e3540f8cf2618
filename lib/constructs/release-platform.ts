import { Arn, ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Phase } from '../domain/gate/gate-definition';
import { allow } from './allow';
import { PlatformFunction } from './platform-function';
import {
  hookFunctionName,
  PLATFORM_PARAMETERS,
  platformNameProblem,
  platformParameterName,
  releaseRolePath,
} from './platform-parameters';

/** A platform that releases can belong to. */
export interface IReleasePlatform {
  readonly platformName: string;
}

export interface ReleasePlatformProps {
  /**
   * Tells platforms of one account and region apart. Lower-case letters, digits and hyphens.
   *
   * @default default
   */
  readonly platformName?: string;
  /**
   * The name of an SSM parameter (a SecureString made by hand, since CloudFormation cannot make one) that holds the
   * URL of a Slack incoming webhook. Outcomes are posted there.
   *
   * @default - outcomes go to the topic only
   */
  readonly slackWebhookParameter?: string;
}

/**
 * What releases share, once per account and region, in a stack of its own that is deployed before them: the ledger,
 * the hooks that ask the gates, the closer that records how a release ended, and the topic that says so.
 */
export class ReleasePlatform extends Construct implements IReleasePlatform {
  /** A platform that another app deploys, by its name. */
  static fromPlatformName(platformName: string): IReleasePlatform {
    return { platformName };
  }

  readonly platformName: string;
  /** The table of releases. Kept when the stack goes, and protected from deletion. */
  readonly ledger: dynamodb.TableV2;
  /** Gets one message for each release that ends. */
  readonly outcomes: sns.Topic;
  /** The CodeDeploy application of all releases. */
  readonly application: codedeploy.LambdaApplication;

  constructor(scope: Construct, id: string, props: ReleasePlatformProps = {}) {
    super(scope, id);
    this.platformName = props.platformName ?? 'default';
    // At once, and not at synth: the name is part of other names, whose own checks would hide the reason.
    const problem = platformNameProblem(this.platformName);
    if (problem !== undefined) throw new Error(problem);

    this.ledger = new dynamodb.TableV2(this, 'Ledger', {
      partitionKey: { name: 'PK', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'SK', type: dynamodb.AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'GSI1',
          partitionKey: { name: 'GSI1PK', type: dynamodb.AttributeType.STRING },
          sortKey: { name: 'GSI1SK', type: dynamodb.AttributeType.STRING },
        },
      ],
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.outcomes = new sns.Topic(this, 'Outcomes', { displayName: 'Release outcomes', enforceSSL: true });
    this.application = new codedeploy.LambdaApplication(this, 'Application');

    const hooks = this.addHooks();
    this.addCloser();
    if (props.slackWebhookParameter !== undefined) this.addSlackNotifier(props.slackWebhookParameter);
    this.publish({
      application: this.application.applicationName,
      groupRole: this.groupRole(hooks.functions.map((hook) => hook.function.functionArn)).roleArn,
      hookRole: hooks.role.roleArn,
      ledgerTable: this.ledger.tableName,
    });
  }

  /** One function for each of CodeDeploy's two hooks, of the same code, as the payload does not say which hook it is. */
  private addHooks() {
    const role = new iam.Role(this, 'HookRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.allowDeployments(role, ['codedeploy:PutLifecycleEventHookExecutionStatus']);
    this.allowLedger(role);
    allow(role, {
      actions: ['ssm:GetParameter'],
      resources: [this.arn('ssm', 'parameter', `sluice/${this.platformName}/releases/*`)],
      wildcardBecause: 'Manifests are named after deployment groups, which are made after the platform.',
    });
    allow(role, {
      actions: ['sts:AssumeRole'],
      resources: [
        Arn.format(
          { service: 'iam', region: '', resource: `role${releaseRolePath(this.platformName)}*` },
          Stack.of(this),
        ),
      ],
      wildcardBecause: 'Release roles are made after the platform, under a path of its own.',
    });
    const hook = (id: string, phase: Phase) =>
      new PlatformFunction(this, id, {
        bundle: 'traffic-hook',
        functionName: hookFunctionName(this.platformName, phase),
        description: `Asks the ${phase} gates of a release and answers CodeDeploy`,
        timeout: Duration.minutes(15),
        retryAttempts: 0,
        role,
        environment: { PHASE: phase, PLATFORM_NAME: this.platformName, LEDGER_TABLE: this.ledger.tableName },
      });
    const functions = [hook('BeforeTrafficHook', 'before-traffic'), hook('AfterTrafficHook', 'after-traffic')];
    return { role, functions };
  }

  /** Records how each deployment of the application ended, and says so once. */
  private addCloser(): void {
    const closer = new PlatformFunction(this, 'Closer', {
      bundle: 'release-closer',
      description: 'Records how a release ended and publishes its outcome',
      timeout: Duration.minutes(1),
      retryAttempts: 2,
      environment: { LEDGER_TABLE: this.ledger.tableName, OUTCOMES_TOPIC_ARN: this.outcomes.topicArn },
    });
    this.allowDeployments(closer.role, []);
    this.allowLedger(closer.role);
    allow(closer.role, { actions: ['sns:Publish'], resources: [this.outcomes.topicArn] });
    new events.Rule(this, 'DeploymentEnded', {
      description: 'Every end of a CodeDeploy deployment of a release',
      eventPattern: {
        source: ['aws.codedeploy'],
        detailType: ['CodeDeploy Deployment State-change Notification'],
        detail: { application: [this.application.applicationName], state: ['SUCCESS', 'FAILURE', 'STOP'] },
      },
      targets: [new targets.LambdaFunction(closer.function)],
    });
  }

  private addSlackNotifier(webhookParameter: string): void {
    const notifier = new PlatformFunction(this, 'SlackNotifier', {
      bundle: 'slack-notifier',
      description: 'Posts release outcomes to Slack',
      timeout: Duration.seconds(30),
      retryAttempts: 2,
      environment: { WEBHOOK_PARAMETER: webhookParameter },
    });
    allow(notifier.role, {
      actions: ['ssm:GetParameter'],
      resources: [this.arn('ssm', 'parameter', webhookParameter.replace(/^\//, ''))],
    });
    this.outcomes.addSubscription(new subscriptions.LambdaSubscription(notifier.function));
  }

  /** The role of every release's deployment group: what CodeDeploy does to aliases, alarms and hooks. */
  private groupRole(hookArns: readonly string[]): iam.Role {
    const role = new iam.Role(this, 'GroupRole', { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
    allow(role, {
      actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
      resources: [this.arn('lambda', 'function', '*', ArnFormat.COLON_RESOURCE_NAME)],
      wildcardBecause: 'All releases share the role, and their functions are made after the platform.',
    });
    allow(role, {
      actions: ['cloudwatch:DescribeAlarms'],
      resources: ['*'],
      wildcardBecause: 'CodeDeploy asks for alarms by name, and their names are new for every release.',
    });
    allow(role, { actions: ['lambda:InvokeFunction'], resources: [...hookArns] });
    return role;
  }

  private allowDeployments(role: iam.Role, more: readonly string[]): void {
    const groups = `${this.application.applicationName}/*`;
    allow(role, {
      actions: ['codedeploy:GetDeployment', 'codedeploy:ListDeploymentTargets', ...more],
      resources: [this.arn('codedeploy', 'deploymentgroup', groups, ArnFormat.COLON_RESOURCE_NAME)],
      wildcardBecause: 'Deployment groups are made after the platform, in its application.',
    });
    allow(role, {
      actions: ['codedeploy:BatchGetDeploymentTargets'],
      resources: ['*'],
      wildcardBecause: 'IAM knows no resource for this action (Service Authorization Reference, AWS CodeDeploy).',
    });
  }

  private allowLedger(role: iam.Role): void {
    allow(role, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [this.ledger.tableArn],
    });
  }

  private publish(values: Readonly<Record<keyof typeof PLATFORM_PARAMETERS, string>>): void {
    for (const key of Object.keys(PLATFORM_PARAMETERS) as (keyof typeof PLATFORM_PARAMETERS)[]) {
      new ssm.StringParameter(this, `Parameter-${key}`, {
        parameterName: platformParameterName(this.platformName, key),
        stringValue: values[key],
      });
    }
  }

  private arn(service: string, resource: string, resourceName: string, arnFormat?: ArnFormat): string {
    return Arn.format({ service, resource, resourceName, ...(arnFormat ? { arnFormat } : {}) }, Stack.of(this));
  }
}
