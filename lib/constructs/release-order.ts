import { Annotations, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** The release that was created last in each stack. */
const LATEST = new WeakMap<Stack, { readonly path: string; readonly alias: lambda.CfnAlias }>();

/**
 * Lets the releases of a stack go one after the other, in the order in which they were created.
 *
 * CloudFormation updates what does not depend on each other side by side: two canaries at once, each of which may be
 * the reason for what the other's alarms see, and a failure of one while the other still shifts.
 */
export function releaseInOrder(release: Construct, alias: lambda.CfnAlias): void {
  const stack = Stack.of(release);
  const before = LATEST.get(stack);
  LATEST.set(stack, { path: release.node.path, alias });
  if (!before) return;
  alias.addResourceDependency(before.alias);
  Annotations.of(release).addInfoV2(
    'sluice:severalReleasesInOneStack',
    `It is released after ${before.path}, which is in the same stack. Where this release fails, CloudFormation rolls the whole stack back, and ${before.path} with it, although its own release succeeded. A stack for each keeps them apart.`,
  );
}
