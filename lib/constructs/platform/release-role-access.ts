import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { releaseRolePath } from '../../domain/release/platform-names';
import { allow } from '../allow';

/** Lets a role take the role of any release of a platform. */
export function allowActingForReleases(role: iam.Role, platformName: string): void {
  const resource = `role${releaseRolePath(platformName)}*`;
  allow(role, {
    actions: ['sts:AssumeRole'],
    resources: [Stack.of(role).formatArn({ service: 'iam', region: '', resource })],
    wildcardBecause: 'Release roles are made after the platform, under a path of its own.',
  });
}
