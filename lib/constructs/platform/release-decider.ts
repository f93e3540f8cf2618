import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allowKeeping } from './ledger-access';
import { allowPublishing } from './outcome-topic';
import { PlatformFunction } from './platform-function';

export interface ReleaseDeciderProps {
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
  /** Whether any channel is told that traffic begins to move. */
  readonly saysStarted: boolean;
}

/** The step of a gate run after its gates were asked: it keeps their verdicts and says what to answer. */
export class ReleaseDecider extends PlatformFunction {
  constructor(scope: Construct, id: string, { ledger, outcomes, saysStarted }: ReleaseDeciderProps) {
    super(scope, id, {
      bundle: 'release-decider',
      description: 'Decides about a release by the verdicts of its gates',
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        OUTCOMES_TOPIC_ARN: outcomes.topicArn,
        ...(saysStarted ? { SAYS_STARTED: 'true' } : {}),
      },
    });
    allowKeeping(this.role, ledger);
    if (saysStarted) allowPublishing(this.role, outcomes);
  }
}
