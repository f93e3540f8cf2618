import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { UNSETTLED_INDEX } from '../../domain/release/ledger-items';
import {
  MANIFEST_SCHEMA,
  PLATFORM_PARAMETERS,
  platformParameterName,
  type PlatformParameter,
} from '../../domain/release/platform-names';
import { FirstReleaseRun } from './first-release-run';
import { GateAsker } from './gate-asker';
import { GateRun } from './gate-run';
import { GroupRole } from './group-role';
import type { IReleasePlatform } from './i-release-platform';
import { ImportedPlatform } from './imported-platform';
import { LastResort } from './last-resort';
import { OutcomeTopic } from './outcome-topic';
import { QualityAsker } from './quality-asker';
import { platformNameProblem } from './platform-name';
import { ReleaseCloser } from './release-closer';
import { ReleaseDecider } from './release-decider';
import { ReleaseOpener } from './release-opener';
import { ReleaseReconciler } from './release-reconciler';
import { SlackNotifier } from './slack-notifier';
import { soundProps } from '../sound-props';
import { addTrafficHooks } from './traffic-hooks';

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
  /**
   * How often releases are looked for whose end was missed, or whose message was not sent. Whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly reconcileInterval?: Duration;
  /**
   * The key by which the topic of outcomes is encrypted. Its policy must let whoever else publishes or subscribes use it.
   *
   * @default - no key of its own: messages hold nothing that the ledger's readers may not see, and are encrypted on the way
   */
  readonly outcomesKey?: kms.IKey;
}

/**
 * What releases share, once per account and region, in a stack of its own that is deployed before them: the ledger,
 * the gate run that asks the gates and answers CodeDeploy, the hooks that start it, the closer that records how a release
 * ended, and the topic that says so.
 */
export class ReleasePlatform extends Construct implements IReleasePlatform {
  /**
   * A platform by its name: one that another app deploys, or one of this app. It has to be in the account and region of
   * whatever uses it, and be deployed before: what it publishes is read when the stack of `scope` is deployed.
   */
  static fromPlatformName(scope: Construct, id: string, platformName: string): IReleasePlatform {
    return new ImportedPlatform(scope, id, platformName);
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
    const { problems } = soundProps(props, { slackWebhookParameter: 'text', reconcileInterval: 'duration' });
    const [problem] = [platformNameProblem(this.platformName), ...problems].filter((one) => one !== undefined);
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
        {
          indexName: UNSETTLED_INDEX,
          partitionKey: { name: 'UnsettledPK', type: dynamodb.AttributeType.STRING },
          sortKey: { name: 'UnsettledSK', type: dynamodb.AttributeType.STRING },
          projectionType: dynamodb.ProjectionType.KEYS_ONLY,
        },
        {
          indexName: 'GSI2',
          partitionKey: { name: 'GSI2PK', type: dynamodb.AttributeType.STRING },
          sortKey: { name: 'GSI2SK', type: dynamodb.AttributeType.STRING },
        },
      ],
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.outcomes = new OutcomeTopic(this, 'Outcomes', props.outcomesKey);
    this.application = new codedeploy.LambdaApplication(this, 'Application');

    const { application, ledger, outcomes, platformName } = this;
    const asker = new GateAsker(this, 'GateAsker', { platformName });
    const qualityAsker = new QualityAsker(this, 'QualityAsker', { platformName });
    const lastResort = new LastResort(this, 'LastResort', { application, ledger }).function;
    const steps = {
      opener: new ReleaseOpener(this, 'ReleaseOpener', { platformName, application, ledger }).function,
      asker: asker.function,
      decider: new ReleaseDecider(this, 'ReleaseDecider', { ledger }).function,
    };
    const { stateMachine } = new GateRun(this, 'GateRun', {
      ...{ platformName, application, ...steps, lastResort },
      qualityAsker: qualityAsker.function,
    });
    const firstRelease = new FirstReleaseRun(this, 'FirstRelease', { platformName, ...steps, ledger, outcomes });
    const hooks = addTrafficHooks(this, { platformName, gateRunArn: stateMachine.stateMachineArn, lastResort });
    const hookArns = hooks.map((hook) => hook.functionArn);

    const closer = new ReleaseCloser(this, 'Closer', { application, ledger, outcomes });
    new events.Rule(this, 'DeploymentEnded', {
      description: 'Every end of a CodeDeploy deployment of a release',
      eventPattern: {
        source: ['aws.codedeploy'],
        detailType: ['CodeDeploy Deployment State-change Notification'],
        detail: { application: [application.applicationName], state: ['SUCCESS', 'FAILURE', 'STOP'] },
      },
      targets: [new targets.LambdaFunction(closer.function)],
    });
    new ReleaseReconciler(this, 'Reconciler', {
      application,
      ledger,
      outcomes,
      interval: props.reconcileInterval ?? Duration.minutes(5),
    });
    const { slackWebhookParameter: webhookParameter } = props;
    if (webhookParameter !== undefined) new SlackNotifier(this, 'SlackNotifier', { webhookParameter, outcomes });

    this.publish({
      application: application.applicationName,
      groupRole: new GroupRole(this, 'GroupRole', { platformName, hookArns }).roleArn,
      gateAskerRole: asker.role.roleArn,
      qualityAskerRole: qualityAsker.role.roleArn,
      ledgerTable: ledger.tableName,
      outcomeTopic: outcomes.topicArn,
      manifestSchema: String(MANIFEST_SCHEMA),
      firstRelease: firstRelease.starter.functionArn,
    });
  }

  /** Lets somebody read the ledger and its indexes. */
  grantReadLedger(grantee: iam.IGrantable): iam.Grant {
    return this.ledger.grantReadData(grantee);
  }

  private publish(values: Readonly<Record<PlatformParameter, string>>): void {
    for (const key of Object.keys(PLATFORM_PARAMETERS) as PlatformParameter[]) {
      new ssm.StringParameter(this, `Parameter-${key}`, {
        parameterName: platformParameterName(this.platformName, key),
        stringValue: values[key],
      });
    }
  }
}
