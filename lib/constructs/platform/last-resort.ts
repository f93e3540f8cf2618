import { Duration } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { allowAnswering, allowDescribing } from './deployment-access';
import { allowKeeping } from './ledger-access';
import { PlatformFunction } from './platform-function';

export interface LastResortProps {
  readonly application: codedeploy.LambdaApplication;
  readonly ledger: dynamodb.TableV2;
}

/** Answers CodeDeploy where a gate run, or the hook that starts it, broke; it is tried again to keep the reason. */
export class LastResort extends PlatformFunction {
  constructor(scope: Construct, id: string, { application, ledger }: LastResortProps) {
    super(scope, id, {
      bundle: 'last-resort',
      description: 'Answers CodeDeploy that a release failed whose gates could not be judged',
      timeout: Duration.minutes(1),
      retryAttempts: 2,
      environment: { LEDGER_TABLE: ledger.tableName },
    });
    allowDescribing(this.role, application);
    allowAnswering(this.role, application);
    allowKeeping(this.role, ledger);
  }
}
