import { Duration, Stack } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { allow } from '../allow';
import { PlatformFunction } from './platform-function';

export interface SlackNotifierProps {
  /** The name of the parameter with the URL of the webhook. */
  readonly webhookParameter: string;
  readonly outcomes: sns.Topic;
}

/** Posts every outcome to Slack. */
export class SlackNotifier extends PlatformFunction {
  constructor(scope: Construct, id: string, { webhookParameter, outcomes }: SlackNotifierProps) {
    super(scope, id, {
      bundle: 'slack-notifier',
      description: 'Posts release outcomes to Slack',
      timeout: Duration.seconds(30),
      retryAttempts: 2,
      environment: { WEBHOOK_PARAMETER: webhookParameter },
    });
    const resourceName = webhookParameter.replace(/^\//, '');
    allow(this.role, {
      actions: ['ssm:GetParameter'],
      resources: [Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName })],
    });
    outcomes.addSubscription(new subscriptions.LambdaSubscription(this.function));
  }
}
