import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';

/** A platform that releases can belong to. */
export interface IReleasePlatform extends IConstruct {
  readonly platformName: string;
  /** How many alarms a deployment group may have in its account and region. */
  readonly maxAlarms: number;
  /** Gets one message for each release that ends. */
  readonly outcomes: sns.ITopic;
  /** Lets somebody read the ledger, the table of releases, and its indexes. */
  grantReadLedger(grantee: iam.IGrantable): iam.Grant;
}
