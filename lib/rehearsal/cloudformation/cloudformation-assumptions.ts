import { type CloudFormationOptions } from './cloudformation-options';

/** One sentence for each thing AWS does not settle and this rehearsal had to choose. */
export function cloudFormationAssumptions(options: CloudFormationOptions): readonly string[] {
  return [
    `CloudFormation changes one resource after the other, ${options.resourceOperationMs / 1000} s each; AWS changes independent ones side by side.`,
    `Whether CodeDeploy moves an alias is read from the ${options.aliasUpdatePolicyFrom} template's update policy.`,
    options.updatePolicyAlone === 'change'
      ? 'An update policy that changes alone is an update of the stack.'
      : 'An update policy that changes alone is no update of the stack: “No updates are to be performed.”',
    `CloudFormation notices the end of a CodeDeploy deployment ${options.codeDeployPollMs / 1000} s late.`,
    'After a failed CodeDeploy deployment CloudFormation leaves the alias as CodeDeploy left it.',
    'A resource that fails after the alias was shifted puts the alias back at once, without CodeDeploy and without hooks.',
    'A resource whose own update fails has not been changed, unless it is a custom resource: that is updated back.',
    'A name that is taken is refused when its resource is made. CloudFormation may refuse it before, as it validates a change set.',
    'A region has the availability zones a, b and c.',
    'A rollback puts back what was changed last first, and a step of it that fails ends it.',
    'A custom resource whose failed update gave another physical id is not updated back: the new one is deleted.',
    'While a stack is being changed, the API gives its template and its resources as they were before.',
    'A custom resource whose function could not be invoked was never made, so a rollback does not delete it.',
  ];
}
