import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Policy } from '../../domain/policy/policy';
import { SERVICE_INDEX, UNSETTLED_INDEX } from '../../domain/release/ledger-items';
import { allow, type Permission } from '../allow';

/** Lets a role read the releases of a ledger, open them and write what becomes of them. */
export function allowKeeping(role: iam.Role, ledger: dynamodb.TableV2): void {
  allow(role, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    resources: [ledger.tableArn],
  });
}

/** Lets a role read what gates answered: it is part of what is said of a release. */
export function allowReadingGates(role: iam.Role, ledger: dynamodb.TableV2): void {
  allow(role, { actions: ['dynamodb:Query'], resources: [ledger.tableArn] });
}

/** Lets a role read which releases an alias has had, and by what words alarms of releases were made red: what hands did. */
export function allowSeeingHands(role: iam.Role, ledger: dynamodb.TableV2): void {
  allow(role, { actions: ['dynamodb:Query'], resources: [`${ledger.tableArn}/index/${SERVICE_INDEX}`] });
  allow(role, {
    actions: ['cloudwatch:DescribeAlarmHistory'],
    resources: [
      Stack.of(role).formatArn({
        ...{ service: 'cloudwatch', resource: 'alarm', resourceName: '*' },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    wildcardBecause: 'Which alarms releases have is not known as the platform is deployed.',
  });
}

/** Lets a role read items of a ledger and write whole ones: what channels did. */
export function allowKeepingItems(role: iam.Role, ledger: dynamodb.TableV2): void {
  allow(role, { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [ledger.tableArn] });
}

/** What it takes to know which releases are under way, where a policy asks for releases that are alone. */
export function readingUnderWay({ requirements }: Policy, ledger: dynamodb.TableV2): readonly Permission[] {
  return requirements.some(({ kind }) => kind === 'alone')
    ? [{ actions: ['dynamodb:Query'], resources: [`${ledger.tableArn}/index/${UNSETTLED_INDEX}`] }]
    : [];
}
