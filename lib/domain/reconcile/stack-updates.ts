import { MARK_ID, markOf, readMark } from '../release/reconcile-mark';
import type { StackTemplate, StackTemplateResource } from '../release/stack-template';

/**
 * What a reconciliation does to a stack, in this order: takes the alias's update policy away, gives the alias the version that
 * serves, and puts the policy back.
 */
export const UPDATE_KINDS = ['loosen', 'pin', 'restore'] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

/**
 * Without the alias's update policy, so that CodeDeploy has no part in what comes next. Nothing else of the alias changes:
 * CloudFormation would write its version too, which is the rejected one. The mark makes it an update, since a policy alone may be
 * none, and keeps the policy.
 */
export function loosened(template: StackTemplate, aliasId: string): StackTemplate {
  const { UpdatePolicy: updatePolicy, ...alias } = resourceOf(template, aliasId);
  return withResources(template, { [aliasId]: alias, [MARK_ID]: markOf({ aliasId, updatePolicy }) });
}

/** With the version that serves written into the alias, so that CloudFormation believes what is. */
export function pinned(template: StackTemplate, aliasId: string, version: string): StackTemplate {
  const alias = resourceOf(template, aliasId);
  const Properties = { ...alias.Properties, FunctionVersion: version };
  return withResources(template, { [aliasId]: { ...alias, Properties } });
}

/** With the update policy back, and without the mark: the template as it was, but for the version. */
export function restored(template: StackTemplate, aliasId: string): StackTemplate {
  const UpdatePolicy = readMark(template)?.updatePolicy;
  const alias = { ...resourceOf(template, aliasId), ...(UpdatePolicy === undefined ? {} : { UpdatePolicy }) };
  const Resources = Object.fromEntries(Object.entries(template.Resources).filter(([id]) => id !== MARK_ID));
  return withResources({ ...template, Resources }, { [aliasId]: alias });
}

function resourceOf({ Resources }: StackTemplate, logicalId: string): StackTemplateResource {
  const resource = Resources[logicalId];
  if (!resource) throw new Error(`The template has no ${logicalId}.`);
  return resource;
}

function withResources(template: StackTemplate, changed: StackTemplate['Resources']): StackTemplate {
  return { ...template, Resources: { ...template.Resources, ...changed } };
}
