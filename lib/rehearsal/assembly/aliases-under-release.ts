/** The logical ids of a template's aliases that CodeDeploy moves: those with its update policy. */
export function aliasesUnderRelease(template: unknown): readonly string[] {
  const { Resources = {} } = template as { Resources?: Readonly<Record<string, { UpdatePolicy?: object }>> };
  return Object.entries(Resources).flatMap(([logicalId, { UpdatePolicy }]) =>
    UpdatePolicy && 'CodeDeployLambdaAliasUpdate' in UpdatePolicy ? [logicalId] : [],
  );
}
