import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { LEDGER_INDEXES } from '../../domain/release/ledger-items';
import type { PlatformParameter } from '../../domain/release/platform-names';
import { checkArgument } from '../sound-props';
import type { IReleasePlatform } from './i-release-platform';
import { MOST_ALARMS } from './most-alarms';
import { platformNameProblem } from './platform-name';
import { publishedBy } from './published';

/**
 * A platform by its name. What it publishes is read when the stack is deployed, and only what is used: a stack that
 * uses nothing of it reads nothing.
 */
export class ImportedPlatform extends Construct implements IReleasePlatform {
  private topic: sns.ITopic | undefined;
  private ledger: dynamodb.ITableV2 | undefined;

  constructor(
    scope: Construct,
    id: string,
    readonly platformName: string,
    readonly maxAlarms: number = MOST_ALARMS,
  ) {
    super(scope, id);
  }

  get outcomes(): sns.ITopic {
    this.topic ??= sns.Topic.fromTopicArn(this, 'Outcomes', this.published('outcomeTopic'));
    return this.topic;
  }

  grantReadLedger(grantee: iam.IGrantable): iam.Grant {
    checkArgument('`grantReadLedger`: who', 'grantee', grantee);
    this.ledger ??= dynamodb.TableV2.fromTableAttributes(this, 'Ledger', {
      tableName: this.published('ledgerTable'),
      globalIndexes: [...LEDGER_INDEXES],
    });
    return this.ledger.grantReadData(grantee);
  }

  private published(key: PlatformParameter): string {
    const problem = platformNameProblem(this.platformName);
    if (problem !== undefined) throw new Error(problem);
    return publishedBy(this.platformName, this)(key);
  }
}
