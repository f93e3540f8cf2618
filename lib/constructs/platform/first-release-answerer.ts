import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allowKeeping, allowReadingGates } from './ledger-access';
import { allowPublishing } from './outcome-topic';
import { PlatformFunction } from './platform-function';
import { allowAskingStacks } from './stack-access';

export interface FirstReleaseAnswererProps {
  readonly platformName: string;
  readonly description: string;
  /** Whether it may have to open a release, where nobody did. */
  readonly opens: boolean;
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
}

/** Tells CloudFormation whether to create an alias, brings its release to an end in the ledger, and says so once. */
export class FirstReleaseAnswerer extends PlatformFunction {
  constructor(scope: Construct, id: string, props: FirstReleaseAnswererProps) {
    const { platformName, description, opens, ledger, outcomes } = props;
    super(scope, id, {
      bundle: 'first-release-answerer',
      description,
      timeout: Duration.minutes(1),
      retryAttempts: 2,
      environment: { PLATFORM: platformName, LEDGER_TABLE: ledger.tableName, OUTCOMES_TOPIC_ARN: outcomes.topicArn },
    });
    allowKeeping(this.role, ledger);
    allowReadingGates(this.role, ledger);
    if (opens) allowAskingStacks(this.role);
    allowPublishing(this.role, outcomes);
  }
}
