import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { allow } from '../allow';
import { PlatformFunction } from './platform-function';

/** The step of a gate run after its gates were asked: it keeps their verdicts and says what to answer. */
export class ReleaseDecider extends PlatformFunction {
  constructor(scope: Construct, id: string, { ledger }: { readonly ledger: dynamodb.TableV2 }) {
    super(scope, id, {
      bundle: 'release-decider',
      description: 'Decides about a release by the verdicts of its gates',
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      environment: { LEDGER_TABLE: ledger.tableName },
    });
    allow(this.role, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [ledger.tableArn],
    });
  }
}
