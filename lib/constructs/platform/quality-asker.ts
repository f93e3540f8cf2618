import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { allow } from '../allow';
import { PlatformFunction } from './platform-function';
import { allowActingForReleases } from './release-role-access';

/**
 * The step of a gate run that is taken for quality gates, and the table of the scores that it keeps. It is not the ledger:
 * who calls the new version cannot write what was decided about it. Scores can be made again, and expire.
 */
export class QualityAsker extends PlatformFunction {
  constructor(scope: Construct, id: string, { platformName }: { readonly platformName: string }) {
    const scores = new dynamodb.TableV2(scope, 'Scores', {
      partitionKey: { name: 'PK', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'SK', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      bundle: 'quality-asker',
      description: "Asks a quality gate of a release, by the release's own role, and keeps the scores",
      timeout: Duration.minutes(15),
      retryAttempts: 0,
      environment: { SCORES_TABLE: scores.tableName },
    });
    allow(this.role, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [scores.tableArn],
    });
    allowActingForReleases(this.role, platformName);
  }
}
