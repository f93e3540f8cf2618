import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from './allow';

/** The role of every release's deployment group: what CodeDeploy does to aliases, alarms and hooks. */
export class GroupRole extends iam.Role {
  constructor(scope: Construct, id: string, { hookArns }: { readonly hookArns: readonly string[] }) {
    super(scope, id, { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
    const functions = { service: 'lambda', resource: 'function', resourceName: '*' };
    allow(this, {
      actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
      resources: [Stack.of(this).formatArn({ ...functions, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      wildcardBecause: 'All releases share the role, and their functions are made after the platform.',
    });
    allow(this, {
      actions: ['cloudwatch:DescribeAlarms'],
      resources: ['*'],
      wildcardBecause: 'CodeDeploy asks for alarms by name, and their names are new for every release.',
    });
    allow(this, { actions: ['lambda:InvokeFunction'], resources: [...hookArns] });
  }
}
