import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { allow } from '../allow';

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

/** Lets a role read items of a ledger and write whole ones: what channels did. */
export function allowKeepingItems(role: iam.Role, ledger: dynamodb.TableV2): void {
  allow(role, { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [ledger.tableArn] });
}
