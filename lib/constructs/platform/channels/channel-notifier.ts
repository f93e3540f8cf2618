import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MOST_RECEIVES } from '../../../domain/delivery/backoff';
import { filterPolicyOf, type Routing } from '../../../domain/delivery/routing';
import { allow } from '../../allow';
import { allowKeepingItems } from '../ledger-access';
import { PlatformFunction } from '../platform-function';
import type { BoundChannel } from './channel';

export interface ChannelNotifierProps {
  readonly platformName: string;
  readonly channel: BoundChannel;
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
}

/** Longer than an attempt with all that is around it, and less than a claim of a message holds. */
const TIMEOUT = Duration.seconds(50);
/** Six times the function's timeout (Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping"). */
const HIDDEN = Duration.seconds(300);

/** Posts the messages of the platform's topic that are routed to one channel, out of a queue of its own. */
export class ChannelNotifier extends PlatformFunction {
  /** What could not be delivered. */
  readonly deadLetters: sqs.Queue;
  /** Red while something lies there. */
  readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, { platformName, channel, ledger, outcomes }: ChannelNotifierProps) {
    const definition = channel.definition();
    super(scope, id, {
      bundle: 'channel-notifier',
      description: `Posts messages about releases to ${channel.name}`,
      timeout: TIMEOUT,
      // Nothing calls it but its queue, which gives out again what was not delivered.
      retryAttempts: 0,
      environment: { LEDGER_TABLE: ledger.tableName, CHANNEL: Stack.of(scope).toJsonString(definition) },
    });
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const queue = new sqs.Queue(this, 'Queue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: HIDDEN,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_RECEIVES },
    });
    this.function.addEnvironment('QUEUE_URL', queue.queueUrl);
    this.function.addEnvironment('DEAD_LETTERS_URL', this.deadLetters.queueUrl);
    this.subscribe(outcomes, queue, definition.routing);
    this.poll(queue);
    allow(this.role, { actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] });
    allowKeepingItems(this.role, ledger);
    channel.allow(this.role);

    this.alarm = new cloudwatch.Alarm(this, 'Undelivered', {
      alarmName: `sluice-${platformName}-${channel.name}-undelivered`,
      alarmDescription: `Messages about releases could not be delivered to ${channel.name}. They lie in ${this.deadLetters.queueName} for 14 days.`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: cloudwatch.Stats.MAXIMUM,
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A queue that nobody uses has no metrics (Amazon SQS Developer Guide, "Available CloudWatch metrics").
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  private subscribe(outcomes: sns.Topic, queue: sqs.Queue, routing: Routing): void {
    const filterPolicy = Object.entries(filterPolicyOf(routing) ?? {}).map(
      ([attribute, matchers]) => [attribute, sns.SubscriptionFilter.stringFilter(conditionsOf(matchers))] as const,
    );
    outcomes.addSubscription(
      new subscriptions.SqsSubscription(queue, {
        rawMessageDelivery: true,
        deadLetterQueue: this.deadLetters,
        ...(filterPolicy.length === 0 ? {} : { filterPolicy: Object.fromEntries(filterPolicy) }),
      }),
    );
  }

  private poll(queue: sqs.Queue): void {
    allow(this.role, {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      resources: [queue.queueArn],
    });
    const mapping = new lambda.EventSourceMapping(this, 'Poll', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      // One that takes long keeps none of the others waiting.
      batchSize: 1,
      reportBatchItemFailures: true,
      // As few as Lambda takes: no channel likes many at once.
      maxConcurrency: 2,
    });
    // Lambda looks whether it may poll as soon as it is told to.
    mapping.node.addDependency(this.role);
  }
}

type Matchers = NonNullable<ReturnType<typeof filterPolicyOf>>[string];

function conditionsOf(matchers: Matchers): sns.StringConditions {
  const only = (member: 'prefix' | 'suffix') =>
    matchers.flatMap((one) =>
      typeof one === 'object' && member in one ? [(one as Record<string, string>)[member] ?? ''] : [],
    );
  const allowlist = matchers.filter((one) => typeof one === 'string');
  const [matchPrefixes, matchSuffixes] = [only('prefix'), only('suffix')];
  return {
    ...(allowlist.length > 0 ? { allowlist } : {}),
    ...(matchPrefixes.length > 0 ? { matchPrefixes } : {}),
    ...(matchSuffixes.length > 0 ? { matchSuffixes } : {}),
  };
}
