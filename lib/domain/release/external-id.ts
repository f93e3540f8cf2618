/**
 * By what a release's own role knows that it is taken for that release: its deployment group and function. Whoever names
 * another's role in a manifest has the platform ask for it in the name of the wrong group, and STS refuses (IAM User
 * Guide, "The confused deputy problem").
 *
 * @param functionName the function's name, or its ARN with or without a qualifier
 */
export function releaseExternalId({
  deploymentGroup,
  functionName,
}: {
  readonly deploymentGroup: string;
  readonly functionName: string;
}): string {
  return `${deploymentGroup}/${functionName.replace(/^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+).*/, '$1')}`;
}
