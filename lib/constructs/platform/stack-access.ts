import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { allow } from '../allow';

/** Lets a role ask CloudFormation for resources of a stack. */
export function allowAskingStacks(role: iam.Role): void {
  allow(role, {
    actions: ['cloudformation:DescribeStackResources'],
    resources: [Stack.of(role).formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' })],
    wildcardBecause: 'Stacks with releases are made after the platform, under names of their own.',
  });
}
