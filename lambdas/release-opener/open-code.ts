import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { S3Code } from '../../lib/adapters/s3-code';
import type { OpenCodeObjects } from '../../lib/domain/code/code-objects';

/** Reads the packages of a release by the release's own role: the platform itself may read none. */
export function openCodeBy(sts: STSClient): OpenCodeObjects {
  return async (releaseRoleArn, release) =>
    new S3Code(new S3Client({ credentials: await assumeReleaseRole(sts, releaseRoleArn, release) }));
}
