import { Duration } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { MESSAGE_CLAIM_MS } from '../../domain/release/transition';
import { allowDescribing } from './deployment-access';
import { allowKeeping, allowReadingGates, allowSeeingHands } from './ledger-access';
import { allowPublishing } from './outcome-topic';
import { PlatformFunction } from './platform-function';

export interface ReleaseCloserProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
}

/** Records how each deployment of the application ended, and says so once. */
export class ReleaseCloser extends PlatformFunction {
  constructor(scope: Construct, id: string, { platformName, application, ledger, outcomes }: ReleaseCloserProps) {
    super(scope, id, {
      bundle: 'release-closer',
      description: 'Records how a release ended and publishes its outcome',
      // A message is left to its sender for this long.
      timeout: Duration.millis(MESSAGE_CLAIM_MS),
      retryAttempts: 2,
      environment: { PLATFORM: platformName, LEDGER_TABLE: ledger.tableName, OUTCOMES_TOPIC_ARN: outcomes.topicArn },
    });
    allowDescribing(this.role, application);
    allowKeeping(this.role, ledger);
    allowReadingGates(this.role, ledger);
    allowSeeingHands(this.role, ledger);
    allowPublishing(this.role, outcomes);
  }
}
