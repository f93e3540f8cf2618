import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { manifestParameterName, platformParameterName } from '../../domain/release/platform-names';
import { allow, type Permission } from '../allow';
import { allowDescribing, allowReadingGroups } from './deployment-access';
import { PlatformFunction } from './platform-function';
import { allowActingForReleases } from './release-role-access';

export interface ReleaseOpenerProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly ledger: dynamodb.TableV2;
  /** What the platform's policy has read: its calendars. */
  readonly reads: readonly Permission[];
}

/** The first step of a gate run: it keeps the release in the ledger and says which gates to ask. */
export class ReleaseOpener extends PlatformFunction {
  constructor(scope: Construct, id: string, { platformName, application, ledger, reads }: ReleaseOpenerProps) {
    super(scope, id, {
      bundle: 'release-opener',
      description: 'Opens a release in the ledger and says which gates to ask',
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      environment: { PLATFORM_NAME: platformName, LEDGER_TABLE: ledger.tableName },
    });
    allowDescribing(this.role, application);
    // Whether the alarms of a release are watched is what the group says now, and not what was synthesized.
    allowReadingGroups(this.role, application);
    allow(this.role, {
      actions: ['ssm:GetParameter'],
      resources: [
        Stack.of(this).formatArn({
          service: 'ssm',
          resource: 'parameter',
          resourceName: manifestParameterName(platformName, '*').slice(1),
        }),
      ],
      wildcardBecause: 'Manifests are named after deployment groups, which are made after the platform.',
    });
    allow(this.role, {
      actions: ['ssm:GetParameter'],
      resources: [
        Stack.of(this).formatArn({
          service: 'ssm',
          resource: 'parameter',
          resourceName: platformParameterName(platformName, 'policy').slice(1),
        }),
      ],
    });
    // What was attested of a subject is read by a query.
    allow(this.role, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      resources: [ledger.tableArn],
    });
    for (const permission of reads) allow(this.role, permission);
    // That green has the bytes that were synthesized is seen to by the role of its release.
    allowActingForReleases(this.role, platformName);
    const versions = { service: 'lambda', resource: 'function', resourceName: '*:*' };
    allow(this.role, {
      actions: ['lambda:GetFunctionConfiguration'],
      resources: [Stack.of(this).formatArn({ ...versions, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      wildcardBecause: 'What was published is asked of versions of functions that are made after the platform.',
    });
    const functions = { service: 'lambda', resource: 'function', resourceName: '*' };
    allow(this.role, {
      actions: ['lambda:GetAlias'],
      resources: [Stack.of(this).formatArn({ ...functions, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      wildcardBecause: 'Whether an alias is there already is asked of functions that are made after the platform.',
    });
  }
}
