import type { DynamoDbFacts } from '../adapters/dynamodb-facts';
import type { DynamoDbFigures } from '../adapters/dynamodb-figures';
import type { DynamoDbReleases } from '../adapters/dynamodb-releases';
import { awsAccount, type AwsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';

/** The ledger of a platform, as commands read it. */
export interface PlatformLedger {
  readonly account: AwsAccount;
  readonly releases: DynamoDbReleases;
  readonly facts: DynamoDbFacts;
  readonly figures: DynamoDbFigures;
}

/** @throws LookFailure where there is no such platform in the account and region */
export async function platformLedger(platformName: string): Promise<PlatformLedger> {
  const account = awsAccount();
  const table = await ledgerTableOf(platformName, account);
  return { account, releases: account.releases(table), facts: account.facts(table), figures: account.figures(table) };
}
