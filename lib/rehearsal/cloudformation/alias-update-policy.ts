import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { type TemplateObject } from './template-value';

/**
 * `UpdatePolicy.CodeDeployLambdaAliasUpdate`, with its intrinsics evaluated.
 *
 * CloudFormation User Guide, "UpdatePolicy attribute".
 */
export interface AliasUpdatePolicy {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly beforeAllowTrafficHook?: string;
  readonly afterAllowTrafficHook?: string;
}

const POLICY = v.strictObject({
  ApplicationName: v.string(),
  DeploymentGroupName: v.string(),
  BeforeAllowTrafficHook: v.optional(v.string()),
  AfterAllowTrafficHook: v.optional(v.string()),
});

const KEYS: ReadonlySet<string> = new Set(Object.keys(POLICY.entries));

/** Stops by name at a property of the policy that is not emulated, before it is evaluated. */
export function checkAliasUpdatePolicy(policy: TemplateObject, where: string): void {
  const unknown = Object.keys(policy).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new NotEmulated(`Property ${unknown} of CodeDeployLambdaAliasUpdate`, where);
}

export function parseAliasUpdatePolicy(policy: unknown, where: string): AliasUpdatePolicy {
  const parsed = v.safeParse(POLICY, policy);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new NotEmulated(
      `CodeDeployLambdaAliasUpdate with ${v.getDotPath(issue) ?? 'the value'} ${issue.input === undefined ? 'missing' : JSON.stringify(issue.input)}`,
      where,
    );
  }
  const { ApplicationName, DeploymentGroupName, BeforeAllowTrafficHook, AfterAllowTrafficHook } = parsed.output;
  return {
    applicationName: ApplicationName,
    deploymentGroupName: DeploymentGroupName,
    ...(BeforeAllowTrafficHook !== undefined && { beforeAllowTrafficHook: BeforeAllowTrafficHook }),
    ...(AfterAllowTrafficHook !== undefined && { afterAllowTrafficHook: AfterAllowTrafficHook }),
  };
}
