import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { platformParameterName, type PlatformParameter } from '../../domain/release/platform-names';

/** A value that a platform publishes, read when the stack is deployed. */
export type Published = (key: PlatformParameter) => string;

export function publishedBy(platformName: string, scope: Construct): Published {
  return (key) => ssm.StringParameter.valueForStringParameter(scope, platformParameterName(platformName, key));
}
