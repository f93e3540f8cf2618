import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { assumeReleaseRole, ReleaseRoleDenied } from '../../lib/adapters/release-role';
import { S3Code } from '../../lib/adapters/s3-code';
import type { OpenCodeObjects } from '../../lib/domain/code/code-objects';

/** Reads the packages of a release by the release's own role: the platform itself may read none. */
export function openCodeBy(sts: STSClient): OpenCodeObjects {
  return async (releaseRoleArn, release) => {
    try {
      const credentials = await assumeReleaseRole(sts, releaseRoleArn, release);
      return new S3Code(new S3Client({ credentials }));
    } catch (error) {
      // By its name the gate run knows that it may be asked again.
      if (error instanceof Error && error.name.startsWith('AccessDenied'))
        throw new ReleaseRoleDenied(error.message, { cause: error });
      throw error;
    }
  };
}
