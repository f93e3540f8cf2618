import { Annotations, Stack, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The release that was created last in each stack. */
const LATEST = new WeakMap<Stack, { readonly path: string; readonly last: CfnResource }>();

/**
 * Lets the releases of a stack go one after the other, in the order in which they were created.
 *
 * CloudFormation updates what does not depend on each other side by side: two canaries at once, each of which may be
 * the reason for what the other's alarms see, and a failure of one while the other still shifts.
 *
 * @param resources of the release: with `first` it begins, even where its alias is created, and `last` is its alias
 */
export function releaseInOrder(
  release: Construct,
  { first, last }: { readonly first: CfnResource; readonly last: CfnResource },
): void {
  const stack = Stack.of(release);
  const before = LATEST.get(stack);
  LATEST.set(stack, { path: release.node.path, last });
  if (!before) return;
  first.addResourceDependency(before.last);
  last.addResourceDependency(before.last);
  Annotations.of(release).addInfoV2(
    'sluice:severalReleasesInOneStack',
    `It is released after ${before.path}, which is in the same stack. Where this release fails, CloudFormation rolls the whole stack back, and ${before.path} with it, although its own release succeeded. A stack for each keeps them apart.`,
  );
}
