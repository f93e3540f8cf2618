import { plannedReleases, writtenFunctionName, type PlannedRelease } from '../domain/preflight/planned-release';
import type { AwsAccount } from './aws-account';
import { codeSourceIn, type CodeSource } from './code-source';
import type { StackTemplate } from './read-templates';

/** A release of an assembly, as far as what is said of it before its deployment goes by. */
export interface PlannedSubject {
  readonly stackName: string;
  readonly region?: string | undefined;
  readonly aliasId: string;
  readonly platformName: string;
  /** Missing where it was synthesized before there was one. */
  readonly subject?: string | undefined;
  /** Where its code is; undefined where nobody can tell by the assembly. */
  readonly code?: CodeSource | undefined;
  /** What the template says of its function; undefined where its alias names none by a reference. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  /** The names of function and alias, where the template has them. */
  readonly named?: ServiceNames | undefined;
}

export interface ServiceNames {
  readonly functionName: string;
  readonly aliasName: string;
}

/** The releases of the stacks of an assembly, by a platform of ours. */
export function subjectsOf(stacks: readonly StackTemplate[]): readonly PlannedSubject[] {
  return stacks.flatMap((stack) =>
    plannedReleases(stack.template).flatMap((release) => {
      const { platformName, aliasId, manifest } = release;
      if (platformName === undefined) return [];
      const { name: stackName, region } = stack;
      const code = codeSourceIn(stack, release.functionId);
      const properties = stack.template.Resources[release.functionId ?? '']?.Properties;
      const known = { subject: manifest?.subject, code, properties, named: namesIn(stack, release) };
      return [{ stackName, region, aliasId, platformName, ...known }];
    }),
  );
}

function namesIn({ template }: StackTemplate, release: PlannedRelease): ServiceNames | undefined {
  const functionName = writtenFunctionName(template, release);
  const aliasName = template.Resources[release.aliasId]?.Properties.Name;
  return functionName !== undefined && typeof aliasName === 'string' ? { functionName, aliasName } : undefined;
}

/** The names of function and alias: those of the template, or those that the deployed stack has; undefined without one. */
export async function serviceOf(
  { named, stackName, aliasId }: PlannedSubject,
  { stacks }: Pick<AwsAccount, 'stacks'>,
): Promise<ServiceNames | undefined> {
  if (named) return named;
  if ((await stacks.status(stackName)) === undefined) return undefined;
  // The physical id of an alias is its ARN.
  const [, functionName, aliasName] =
    /:function:([^:]+):([^:]+)$/.exec((await stacks.physicalIds(stackName))[aliasId] ?? '') ?? [];
  return functionName === undefined || aliasName === undefined ? undefined : { functionName, aliasName };
}
