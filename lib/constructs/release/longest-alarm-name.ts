import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch API Reference, PutMetricAlarm. */
const LONGEST = 255;
/** What CloudFormation puts around the logical id in a name: two hyphens and twelve or thirteen characters. */
const AROUND_ID = 15;

/** An alarm's name in CloudWatch, or one as long as it can become where it exists only once deployed. */
export function longestAlarmName(alarm: cloudwatch.IAlarm): string {
  const { alarmName, node } = alarm;
  if (!Token.isUnresolved(alarmName)) return alarmName;
  const resource = node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) return 'a'.repeat(LONGEST);
  const stack = Stack.of(resource);
  const { stackName } = stack;
  // A construct hands on a token that comes to nothing where it was given no name.
  const given: unknown = stack.resolve((node.defaultChild as cloudwatch.CfnAlarm).alarmName);
  if (typeof given === 'string') return given;
  if (given !== undefined || Token.isUnresolved(stackName)) return 'a'.repeat(LONGEST);
  const id = String(stack.resolve(resource.logicalId));
  return 'a'.repeat(Math.min(LONGEST, stackName.length + id.length + AROUND_ID));
}
