import { platformParameterName } from '../domain/release/platform-names';
import type { AwsAccount } from './aws-account';
import { LookFailure } from './look-failure';

/** @throws LookFailure where there is no such platform in the account and region */
export async function ledgerTableOf(platform: string, { parameters }: Pick<AwsAccount, 'parameters'>): Promise<string> {
  const name = platformParameterName(platform, 'ledgerTable');
  const table = (await parameters.values([name])).get(name);
  if (table === undefined) {
    throw new LookFailure(
      `There is no release platform named ${platform} in this account and region (no parameter ${name}). Deploy it, or name another by --platform.`,
    );
  }
  return table;
}
