import { Duration } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '../../domain/release/platform-names';
import { allow } from '../allow';
import { allowDescribing } from './deployment-access';
import { allowKeeping } from './ledger-access';
import { allowPublishing } from './outcome-topic';
import { PlatformFunction } from './platform-function';
import { allowActingForReleases } from './release-role-access';

export interface ShiftWatcherProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly ledger: dynamodb.TableV2;
  /** Where it says that a gate is past its lower limit. */
  readonly outcomes: sns.Topic;
}

/**
 * The step of a watch that looks at a shift. It reads metrics, which belong to nobody in IAM, by its own role, and does
 * what concerns one squad by the role of that release.
 */
export class ShiftWatcher extends PlatformFunction {
  constructor(scope: Construct, id: string, { platformName, application, ledger, outcomes }: ShiftWatcherProps) {
    super(scope, id, {
      bundle: 'shift-watcher',
      description: 'Takes a look at the versions of a release while traffic shifts',
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      environment: { LEDGER_TABLE: ledger.tableName, OUTCOMES_TOPIC_ARN: outcomes.topicArn },
    });
    allowDescribing(this.role, application);
    allowKeeping(this.role, ledger);
    allowPublishing(this.role, outcomes);
    allow(this.role, {
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardBecause: 'IAM knows no resource for this action (Service Authorization Reference, Amazon CloudWatch).',
    });
    allow(this.role, {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
      wildcardBecause:
        'IAM knows a namespace alone for this action (Service Authorization Reference, Amazon CloudWatch).',
    });
    allowActingForReleases(this.role, platformName);
  }
}
