import { createHash } from 'node:crypto';
import { CustomResource, Duration, Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { FIRST_RELEASE_TYPE } from '../../domain/release/creation-claim';
import { SettledVersion } from './settled-version';

export interface FirstReleaseProps {
  readonly platformName: string;
  /** The ARN of the platform's function that is asked. */
  readonly serviceToken: string;
  readonly function: lambda.Function;
  readonly version: lambda.Version;
  readonly aliasName: string;
  readonly deploymentGroup: codedeploy.CfnDeploymentGroup;
}

/** More than the gate run takes, which has half an hour and then its last resort. */
const SERVICE_TIMEOUT = Duration.hours(1);

/**
 * Has the before-traffic gates asked before an alias is created. Only its creation asks them: an update or a deletion
 * of it succeeds at once.
 */
export class FirstRelease extends CustomResource {
  /** The resource in the template. */
  readonly asked: CfnResource;

  constructor(scope: Construct, id: string, props: FirstReleaseProps) {
    super(scope, id, {
      resourceType: FIRST_RELEASE_TYPE,
      serviceToken: props.serviceToken,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        FunctionName: props.function.functionName,
        // By its logical ids the platform asks CloudFormation whether function and group are this stack's own.
        FunctionLogicalId: (props.function.node.defaultChild as lambda.CfnFunction).logicalId,
        AliasName: props.aliasName,
        Version: SettledVersion.of(props.version).number,
        DeploymentGroup: props.deploymentGroup.ref,
        DeploymentGroupLogicalId: props.deploymentGroup.logicalId,
      },
    });
    this.asked = this.node.defaultChild as CfnResource;
    this.asked.overrideLogicalId(`${Stack.of(this).getLogicalId(this.asked)}${identityOf(props)}`);
  }
}

/**
 * Another name of the alias or another function makes another alias, which is created as the first was (CloudFormation
 * replaces a function whose name or type of package changes); another
 * platform means another function to ask, which CloudFormation does not let a custom resource change. Each makes this
 * resource another one, so that it is created, and asks, too.
 */
function identityOf({ platformName, aliasName, function: fn }: FirstReleaseProps): string {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const { functionName, packageType = 'Zip' } = resource;
  const named = functionName === undefined || Token.isUnresolved(functionName) ? '' : functionName;
  const logicalId = Stack.of(fn).getLogicalId(resource);
  return createHash('sha256')
    .update(JSON.stringify([platformName, aliasName, logicalId, named, packageType]))
    .digest('hex')
    .slice(0, 8);
}
