import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { attestationKindProblem } from '../../domain/attestation/attestation-kind';
import { UNSETTLED_INDEX } from '../../domain/release/ledger-items';
import { MANIFEST_SCHEMA, platformParameterName, type PlatformParameter } from '../../domain/release/platform-names';
import { Attester } from './attester';
import { auditKeyProblem, sayAuditKeyCost } from './audit-key';
import type { Calendar } from './calendar';
import type { Channel } from './channels/channel';
import { ChannelNotifier } from './channels/channel-notifier';
import { channelsOf } from './channels/channels-of';
import { FirstReleaseRun } from './first-release-run';
import { GateAsker } from './gate-asker';
import { GateRun } from './gate-run';
import { GroupRole } from './group-role';
import { addHealthAlarms, tellOf } from './health-alarms';
import type { IReleasePlatform } from './i-release-platform';
import { ImportedPlatform } from './imported-platform';
import { LastResort } from './last-resort';
import { readingUnderWay } from './ledger-access';
import { maxAlarmsProblem, MOST_ALARMS } from './most-alarms';
import { OutcomeTopic } from './outcome-topic';
import { PlatformDashboard } from './platform-dashboard';
import { QualityAsker } from './quality-asker';
import { attestationAgeProblem, boundPolicy } from './bound-policy';
import { platformNameProblem } from './platform-name';
import { ReleaseCloser } from './release-closer';
import { ReleaseDecider } from './release-decider';
import { ReleaseOpener } from './release-opener';
import { ReleaseReconciler } from './release-reconciler';
import type { Requirement } from './requirement';
import { ShiftWatch } from './shift-watch';
import { ShiftWatcher } from './shift-watcher';
import { checkArgument, shown, soundProps, type PropTable } from '../sound-props';
import { addTrafficHooks } from './traffic-hooks';

/** What every platform publishes, and what one may. */
type Published = Readonly<Record<Exclude<PlatformParameter, 'auditKey'>, string>> & { readonly auditKey?: string };

export interface ReleasePlatformProps {
  /**
   * Tells platforms of one account and region apart. Lower-case letters, digits and hyphens.
   *
   * @default default
   */
  readonly platformName?: string;
  /**
   * Where messages about releases go, each by a queue of its own: what the functions of `Channel` make.
   *
   * @default - messages go to the topic only
   */
  readonly channels?: Channel[];
  /**
   * The name of an SSM parameter (a SecureString made by hand, since CloudFormation cannot make one) that holds the
   * URL of a Slack incoming webhook: short for a `Channel.slackWebhook`.
   *
   * @default - no such channel
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
  /**
   * Whether the platform's own functions have alarms, one each. Those on what channels could not deliver are there anyway.
   *
   * @default true
   */
  readonly healthAlarms?: boolean;
  /**
   * Told where one of the platform's own alarms goes red, and where that ends. Not the topic of outcomes: a chat that cannot
   * be reached is one of the reasons.
   *
   * @default - the alarms tell nobody; `healthAlarms` of the platform has them, to add actions to
   */
  readonly healthTopic?: sns.ITopic;
  /**
   * The key by which exports of the ledger are signed (`sluice export`): of the curve P-256, to sign and verify.
   *
   * @default - exports are not signed, and say so
   */
  readonly auditKey?: kms.IKey;
  /**
   * What every release must have, whatever it says itself: what the functions of `Requirement` make. It is judged as a release
   * is opened, the first of a service included, before any gate is asked.
   *
   * @default - nothing beside what releases ask for themselves
   */
  readonly policy?: Requirement[];
  /**
   * Calendars that no requirement of `policy` names: squads may, by `Gate.freeze`.
   *
   * @default - those of the policy alone
   */
  readonly calendars?: Calendar[];
  /**
   * For how long an attestation counts at most. Whole minutes, 90 days at most.
   *
   * @default Duration.days(7)
   */
  readonly maxAttestationAge?: Duration;
  /**
   * How many alarms a deployment group may have. More than the default only where Service Quotas shows so for the account
   * and region ("Alarms per deployment group" of AWS CodeDeploy).
   *
   * @default 10
   */
  readonly maxAlarms?: number;
  /**
   * Whether it has a dashboard of its releases, with a service to choose: $3 a month after the first three of an account.
   *
   * @default true
   */
  readonly dashboard?: boolean;
}

const PLATFORM_PROPS = {
  platformName: 'text',
  channels: 'any',
  slackWebhookParameter: 'text',
  reconcileInterval: 'duration',
  outcomesKey: 'key',
  healthAlarms: 'flag',
  healthTopic: 'topic',
  auditKey: 'key',
  policy: 'requirements',
  calendars: 'calendars',
  maxAttestationAge: 'duration',
  maxAlarms: 'number',
  dashboard: 'flag',
} as const satisfies PropTable<ReleasePlatformProps>;

/** What a platform that is known by its name cannot say by itself. */
export interface NamedPlatformProps {
  /**
   * As the platform itself has it.
   *
   * @default 10
   */
  readonly maxAlarms?: number;
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
  static fromPlatformName(
    scope: Construct,
    id: string,
    platformName: string,
    props: NamedPlatformProps = {},
  ): IReleasePlatform {
    const { sound, problems } = soundProps(props, { maxAlarms: 'number' });
    const { maxAlarms = MOST_ALARMS } = sound;
    const [problem] = [...problems, maxAlarmsProblem(maxAlarms)].filter((one) => one !== undefined);
    if (problem !== undefined) throw new Error(problem);
    return new ImportedPlatform(scope, id, platformName, maxAlarms);
  }

  readonly platformName: string;
  readonly maxAlarms: number;
  /** The table of releases. Kept when the stack goes, and protected from deletion. */
  readonly ledger: dynamodb.TableV2;
  /** Gets one message for each release that ends. */
  readonly outcomes: sns.Topic;
  /** The CodeDeploy application of all releases. */
  readonly application: codedeploy.LambdaApplication;
  /** The alarms on its own functions, and those on what its channels could not deliver. */
  readonly healthAlarms: readonly cloudwatch.Alarm[];
  private readonly auditKey: kms.IKey | undefined;
  private readonly attester: Attester;

  constructor(scope: Construct, id: string, given: ReleasePlatformProps = {}) {
    super(scope, id);
    const { sound, given: props, problems } = soundProps(given, PLATFORM_PROPS, 'nearly-known');
    this.platformName = props.platformName ?? 'default';
    this.maxAlarms = props.maxAlarms ?? MOST_ALARMS;
    // At once, and not at synth: the name is part of other names, whose own checks would hide the reason.
    const tooFew = sound.maxAlarms === undefined ? undefined : maxAlarmsProblem(sound.maxAlarms);
    const wrongKey = props.auditKey && auditKeyProblem(props.auditKey);
    const { policy, attested, permissions, problems: wrongPolicy } = boundPolicy(this, sound.policy, sound.calendars);
    const mostValid = sound.maxAttestationAge ?? Duration.days(7);
    const [problem] = [
      ...[...problems, platformNameProblem(this.platformName), tooFew, wrongKey],
      ...[attestationAgeProblem(mostValid), ...wrongPolicy],
    ].filter((one) => one !== undefined);
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

    this.attester = new Attester(this, 'Attester', { platformName: this.platformName, ledger: this.ledger, mostValid });
    for (const kind of attested) this.attester.attests(kind);

    const { channels, problems: wrong } = channelsOf(props.channels, props.slackWebhookParameter);
    this.node.addValidation({ validate: () => [...wrong] });
    const saysStarted = channels.some((channel) => channel.definition().routing.events?.includes('started'));

    const { application, ledger, outcomes, platformName } = this;
    const asker = new GateAsker(this, 'GateAsker', { platformName });
    const qualityAsker = new QualityAsker(this, 'QualityAsker', { platformName });
    const lastResort = new LastResort(this, 'LastResort', { application, ledger }).function;
    const reads = [...permissions, ...readingUnderWay(policy, ledger)];
    const opener = new ReleaseOpener(this, 'ReleaseOpener', { platformName, application, ledger, reads });
    const steps = {
      opener: opener.function,
      asker: asker.function,
      decider: new ReleaseDecider(this, 'ReleaseDecider', { ledger, outcomes, saysStarted }).function,
    };
    const watcher = new ShiftWatcher(this, 'ShiftWatcher', { platformName, application, ledger, outcomes });
    const watch = new ShiftWatch(this, 'ShiftWatch', { platformName, watcher: watcher.function });
    const { stateMachine } = new GateRun(this, 'GateRun', {
      ...{ platformName, application, ...steps, lastResort },
      qualityAsker: qualityAsker.function,
      ...{ watcher: watcher.function, watchMachine: watch.stateMachine },
    });
    const firstRelease = new FirstReleaseRun(this, 'FirstRelease', { platformName, ...steps, ledger, outcomes });
    const hooks = addTrafficHooks(this, { platformName, gateRunArn: stateMachine.stateMachineArn, lastResort });
    const hookArns = hooks.map((hook) => hook.functionArn);

    const closer = new ReleaseCloser(this, 'Closer', { platformName, application, ledger, outcomes });
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
      platformName,
      application,
      ledger,
      outcomes,
      interval: props.reconcileInterval ?? Duration.minutes(5),
    });
    const undelivered = channels.map(
      (channel) =>
        new ChannelNotifier(this, `Channel-${channel.name}`, { platformName, channel, ledger, outcomes }).alarm,
    );

    if (props.dashboard ?? true) new PlatformDashboard(this, 'Dashboard', { platformName });

    this.publish({
      application: application.applicationName,
      groupRole: new GroupRole(this, 'GroupRole', { platformName, hookArns }).roleArn,
      gateAskerRole: asker.role.roleArn,
      openerRole: opener.role.roleArn,
      qualityAskerRole: qualityAsker.role.roleArn,
      watchRole: watcher.role.roleArn,
      ledgerTable: ledger.tableName,
      outcomeTopic: outcomes.topicArn,
      manifestSchema: String(MANIFEST_SCHEMA),
      firstRelease: firstRelease.starter.functionArn,
      policy: Stack.of(this).toJsonString(policy),
      ...(props.auditKey ? { auditKey: props.auditKey.keyArn } : {}),
    });
    this.healthAlarms = [...(sound.healthAlarms === false ? [] : addHealthAlarms(this)), ...undelivered];
    if (props.healthTopic) tellOf(this.healthAlarms, props.healthTopic);
    this.auditKey = props.auditKey;
    if (this.auditKey) sayAuditKeyCost(this);
  }

  /** Lets somebody read the ledger and its indexes. */
  grantReadLedger(grantee: iam.IGrantable): iam.Grant {
    checkArgument('`grantReadLedger`: who', 'grantee', grantee);
    return this.ledger.grantReadData(grantee);
  }

  /**
   * Lets somebody attest one kind, by `sluice attest` or `sluice approve`, and no other.
   *
   * @param kind such as `unit` for the role of CI, `qa-lead` for that of a person
   */
  grantAttest(grantee: iam.IGrantable, kind: string): iam.Grant {
    checkArgument('`grantAttest`: who', 'grantee', grantee);
    const problem = attestationKindProblem(kind);
    if (problem !== undefined) throw new Error(`The kind of an attestation ${problem}, got: ${shown(kind)}.`);
    return this.attester.grantAttest(grantee, kind);
  }

  /** Lets somebody export the records of releases, signed where the platform has a key for that. */
  grantExport(grantee: iam.IGrantable): void {
    checkArgument('`grantExport`: who', 'grantee', grantee);
    this.grantReadLedger(grantee);
    this.auditKey?.grant(grantee, 'kms:Sign', 'kms:GetPublicKey');
    const parameters = (['ledgerTable', 'auditKey', 'policy'] as const).map((key) =>
      platformParameterName(this.platformName, key),
    );
    const resources = parameters.map((name) =>
      Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) }),
    );
    iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetParameters'], resourceArns: resources });
  }

  private publish(values: Published): void {
    for (const [key, stringValue] of Object.entries(values) as [PlatformParameter, string][]) {
      new ssm.StringParameter(this, `Parameter-${key}`, {
        parameterName: platformParameterName(this.platformName, key),
        stringValue,
      });
    }
  }
}
