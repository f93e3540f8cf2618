/** What AWS does not promise, or documentation leaves open. */
export interface CloudFormationOptions {
  /** Virtual time one operation on one resource takes, in milliseconds. */
  readonly resourceOperationMs: number;
  /** Virtual time from the end of a CodeDeploy deployment until CloudFormation has noticed it, in milliseconds. */
  readonly codeDeployPollMs: number;
  /** Whether the alias's update policy is read from the template being deployed or from the one before. */
  readonly aliasUpdatePolicyFrom: 'new' | 'previous';
  /** Whether a template in which nothing but an update policy differs changes the stack, or is refused as no change. */
  readonly updatePolicyAlone: 'change' | 'no-change';
}

export const CLOUDFORMATION_DEFAULTS: CloudFormationOptions = {
  resourceOperationMs: 1000,
  codeDeployPollMs: 20_000,
  aliasUpdatePolicyFrom: 'new',
  updatePolicyAlone: 'no-change',
};
