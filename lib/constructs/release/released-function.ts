import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { shown } from '../sound-props';

/**
 * Refuses at once a function that cannot be released from there: nothing of the release could be made without it.
 *
 * @throws Error that says what to give instead
 */
export function checkReleasedFunction(release: Construct, fn: lambda.Function): void {
  const refused = (problem: string) => new Error(`[${release.node.path}] \`function\` ${problem}`);
  const resource = Construct.isConstruct(fn) ? fn.node.defaultChild : undefined;
  if (!resource || !CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::Lambda::Function') {
    throw refused(
      `must be a function that this app makes (new lambda.Function, NodejsFunction, …), since a release publishes its versions; an imported one or a SingletonFunction has none, got: ${shown(fn)}`,
    );
  }
  const own = Stack.of(fn);
  if (own !== Stack.of(release)) {
    throw refused(
      `must be in the stack of the release, as its versions are, got: a function of the stack ${own.node.path}; make the GatedRelease there: new GatedRelease(Stack.of(fn), '${release.node.id}', …)`,
    );
  }
}
