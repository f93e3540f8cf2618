import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What is wrong with an alias that a release is to take over, each as one sentence. */
export function adoptionProblems(release: Construct, alias: lambda.Alias, fn: lambda.Function): readonly string[] {
  const resource = cfnAliasOf(alias);
  const problems = [
    ...(Stack.of(alias) === Stack.of(release)
      ? []
      : ['must be in the stack of the release: move the release to the stack of the alias']),
    ...(alias.version === fn.currentVersion
      ? []
      : ["must lead to the function's `currentVersion`: give it `version: fn.currentVersion`"]),
    ...(resource.cfnOptions.updatePolicy === undefined
      ? []
      : ['is moved by another deployment group already: remove its LambdaDeploymentGroup, the release has one']),
    ...(resource.routingConfig === undefined
      ? []
      : ['must have no `additionalVersions`: CodeDeploy moves an alias that leads to one version']),
    ...(resource.provisionedConcurrencyConfig === undefined
      ? []
      : ['must have no provisioned concurrency: Lambda would move its traffic as well; put it on the version']),
  ];
  return problems.map((problem) => `\`existingAlias\` (${alias.node.path}) ${problem}`);
}

/** Why a release does not move its alias; a deployment group that is made after the release takes it away unheard. */
export function takeoverProblems(alias: lambda.Alias, policy: lambda.CfnAlias['cfnOptions']['updatePolicy']): string[] {
  return cfnAliasOf(alias).cfnOptions.updatePolicy === policy
    ? []
    : [`the alias ${alias.node.path} is moved by another deployment group: remove its LambdaDeploymentGroup`];
}

export function cfnAliasOf(alias: lambda.Alias): lambda.CfnAlias {
  return alias.node.defaultChild as lambda.CfnAlias;
}
