import { readPolicy } from '../domain/policy/policy';
import type { PlannedRelease } from '../domain/preflight/planned-release';
import type { ReleaseFacts } from '../domain/preflight/release-facts';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import { now, type AwsAccount } from './aws-account';

/** What a platform has published of itself. */
export interface PublishedPolicy {
  /** As text; missing where the platform is older. */
  readonly policy: string | undefined;
  readonly ledgerTable: string | undefined;
}

/** What the opener would judge the release by, as it is now. */
export async function releaseJudging(
  { policy: text, ledgerTable }: PublishedPolicy,
  { release, functionName }: { readonly release: PlannedRelease; readonly functionName: string },
  account: AwsAccount,
): Promise<ReleaseFacts['judging']> {
  const { subject, gates, type = DEFAULT_RELEASE_TYPE } = release.manifest ?? {};
  if (text === undefined || ledgerTable === undefined || !gates) return undefined;
  const read = readPolicy(text);
  if ('problem' in read) return { problem: `The policy of the platform cannot be read: ${read.problem}` };
  const [attestations, facts] =
    subject === undefined
      ? [[], undefined]
      : await Promise.all([account.attestations(ledgerTable).of(subject), account.facts(ledgerTable).read(subject)]);
  return { functionName, type, subject, gates, policy: read.policy, attestations, facts, at: now() };
}
