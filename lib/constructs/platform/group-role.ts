import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from '../allow';
import { RELEASED_BY_TAG } from '../../domain/release/platform-names';

export interface GroupRoleProps {
  readonly platformName: string;
  readonly hookArns: readonly string[];
}

/** The role of every release's deployment group: what CodeDeploy does to aliases, alarms and hooks. */
export class GroupRole extends iam.Role {
  constructor(scope: Construct, id: string, props: GroupRoleProps) {
    super(scope, id, { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
    const { platformName } = props;
    const functions = { service: 'lambda', resource: 'function', resourceName: '*' };
    const anyFunction = {
      resources: [Stack.of(this).formatArn({ ...functions, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      wildcardBecause: 'All releases share the role, and their functions are made after the platform.',
    };
    allow(this, { actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig'], ...anyFunction });
    // The action is on the function, whose tags IAM knows (Service Authorization Reference, AWS Lambda).
    allow(this, {
      actions: ['lambda:UpdateAlias'],
      ...anyFunction,
      conditions: { StringEquals: { [`aws:ResourceTag/${RELEASED_BY_TAG}`]: platformName } },
    });
    allow(this, {
      actions: ['cloudwatch:DescribeAlarms'],
      resources: ['*'],
      wildcardBecause: 'CodeDeploy asks for alarms by name, and their names are new for every release.',
    });
    allow(this, { actions: ['lambda:InvokeFunction'], resources: [...props.hookArns] });
  }
}
