import type { Release } from '../domain/release/release';
import type { AwsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';
import { LookFailure } from './look-failure';

/** A release of a platform's ledger by its id, and the table that it is in. */
export async function keptRelease(
  id: string,
  platform: string,
  account: AwsAccount,
): Promise<{ readonly release: Release; readonly table: string }> {
  const table = await ledgerTableOf(platform, account);
  const release = await account.releases(table).read(id);
  if (release) return { release, table };
  throw new LookFailure(
    `The ledger of the platform ${platform} has no release ${id}. Its id is the one of the message about it, such as d-ABCDEF123.`,
  );
}
