import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { platformParameterName, type PLATFORM_PARAMETERS } from './platform-parameters';

/** A value that a platform publishes, read when the stack is deployed. */
export type Published = (key: keyof typeof PLATFORM_PARAMETERS) => string;

export function publishedBy(platformName: string, scope: Construct): Published {
  return (key) => ssm.StringParameter.valueForStringParameter(scope, platformParameterName(platformName, key));
}
