import type { DynamoDbReleases } from '../adapters/dynamodb-releases';
import { awsAccount, type AwsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';

/** The ledger of a platform, as commands read it. */
export interface PlatformLedger {
  readonly account: AwsAccount;
  readonly releases: DynamoDbReleases;
}

/** @throws LookFailure where there is no such platform in the account and region */
export async function platformLedger(platformName: string): Promise<PlatformLedger> {
  const account = awsAccount();
  return { account, releases: account.releases(await ledgerTableOf(platformName, account)) };
}
