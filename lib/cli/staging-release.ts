import { readFileSync } from 'node:fs';
import { sha256Of } from '../adapters/digest';
import type { CodeDigest } from '../domain/code/code-digest';
import type { Release } from '../domain/release/release';
import type { FunctionSettings } from '../domain/staging/function-settings';
import type { AwsAccount } from './aws-account';
import type { CodeSource } from './code-source';
import { keptRelease } from './kept-release';

/** A release in staging, by what its account says of it. */
export interface StagingRelease {
  readonly release: Release;
  /** What its new version runs with; undefined where that is gone: CloudFormation deletes it as it rolls a stack back. */
  readonly settings?: FunctionSettings | undefined;
  /** Of its package's bytes, or of its image, in hexadecimal digits; undefined where it is gone. */
  readonly sha256?: string | undefined;
  /** What its code unpacks to, as the platform there read it; undefined where nobody knows. */
  readonly unpacked: CodeDigest | undefined;
}

/** @throws LookFailure where the ledger has no such release */
export async function stagingRelease(id: string, platform: string, account: AwsAccount): Promise<StagingRelease> {
  const { release, table } = await keptRelease(id, platform, account);
  const { functionName, green } = release;
  try {
    const [{ sha256, isImage }, settings] = await Promise.all([
      account.versions.code(functionName, green),
      account.settings.of(functionName, green),
    ]);
    const unpacked = isImage ? (`sha256:${sha256}` as const) : await account.unpacked(table).read(sha256);
    return { release, settings, sha256, unpacked };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    return { release, unpacked: await attestedDigest(release, account.attestations(table)) };
  }
}

/**
 * What the code of a release that was stopped is, as whoever last attested something of it had it. That is enough to say that it
 * did not pass; of one that was released the platform's own word is wanted, or nothing.
 */
async function attestedDigest(
  { state, subject }: Release,
  attestations: ReturnType<AwsAccount['attestations']>,
): Promise<CodeDigest | undefined> {
  if (state === 'released' || subject === undefined) return undefined;
  const ofCode = (await attestations.of(subject)).filter(({ code }) => code !== undefined);
  return ofCode.toSorted((one, other) => other.at - one.at)[0]?.code;
}

/** What the code in staging unpacks to. An archive with the very same bytes unpacks to the same, though nobody there read it. */
export function stagedDigest(
  { unpacked, sha256 }: StagingRelease,
  source: CodeSource,
  code: CodeDigest,
): CodeDigest | undefined {
  if (unpacked !== undefined || source.kind !== 'archive') return unpacked;
  return sha256Of(readFileSync(source.path)) === sha256 ? code : undefined;
}
