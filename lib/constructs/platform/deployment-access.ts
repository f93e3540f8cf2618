import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { allow } from '../allow';

/** Lets a role read the deployments of an application, with the versions that they are about. */
export function allowDescribing(role: iam.Role, application: codedeploy.LambdaApplication): void {
  allow(role, {
    actions: ['codedeploy:GetDeployment', 'codedeploy:ListDeploymentTargets'],
    ...groupsOf(application),
  });
  allow(role, {
    actions: ['codedeploy:BatchGetDeploymentTargets'],
    resources: ['*'],
    wildcardBecause: 'IAM knows no resource for this action (Service Authorization Reference, AWS CodeDeploy).',
  });
}

/** Lets a role read what the deployment groups of an application say, such as which alarms they watch. */
export function allowReadingGroups(role: iam.Role, application: codedeploy.LambdaApplication): void {
  allow(role, { actions: ['codedeploy:GetDeploymentGroup'], ...groupsOf(application) });
}

/** Lets a role list the deployments of an application. */
export function allowListing(role: iam.Role, application: codedeploy.LambdaApplication): void {
  allow(role, {
    actions: ['codedeploy:ListDeploymentGroups'],
    resources: [
      Stack.of(application).formatArn({
        service: 'codedeploy',
        resource: 'application',
        resourceName: application.applicationName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
  });
  allow(role, { actions: ['codedeploy:ListDeployments'], ...groupsOf(application) });
}

/** Lets a role answer the hooks of an application's deployments. */
export function allowAnswering(role: iam.Role, application: codedeploy.LambdaApplication): void {
  allow(role, { actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'], ...groupsOf(application) });
}

function groupsOf(application: codedeploy.LambdaApplication) {
  const groups = Stack.of(application).formatArn({
    service: 'codedeploy',
    resource: 'deploymentgroup',
    resourceName: `${application.applicationName}/*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return {
    resources: [groups],
    wildcardBecause: 'Deployment groups are made after the platform, in its application.',
  };
}
