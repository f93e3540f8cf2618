import { isDeepStrictEqual } from 'node:util';
import { type CloudFormationOptions } from './cloudformation-options';
import { missingParametersReason } from './parameters';
import { type StackPlan } from './stack-plan';
import { type ManagedResource } from './stack-resource';

/** Whether a plan asks for nothing but what the stack has already. @param options what AWS leaves open of it */
export function isUnchanged(
  previous: StackPlan,
  next: StackPlan,
  { updatePolicyAlone }: Pick<CloudFormationOptions, 'updatePolicyAlone'>,
): boolean {
  const seen = ({ source: { template } }: StackPlan) =>
    updatePolicyAlone === 'change' ? template : withoutUpdatePolicies(template);
  return (
    isDeepStrictEqual(seen(previous), seen(next)) &&
    isDeepStrictEqual(previous.parameters, next.parameters) &&
    isDeepStrictEqual(previous.source.settings?.tags ?? {}, next.source.settings?.tags ?? {})
  );
}

function withoutUpdatePolicies(template: unknown): unknown {
  if (!isMembers(template) || !isMembers(template.Resources)) return template;
  const Resources = Object.entries(template.Resources).map(([logicalId, resource]) => [
    logicalId,
    isMembers(resource) ? { ...resource, UpdatePolicy: undefined } : resource,
  ]);
  return { ...template, Resources: Object.fromEntries(Resources) as unknown };
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why AWS refuses a deployment as a whole, before it touches any resource; undefined where it does not. */
export function rejection(
  resources: ReadonlyMap<string, ManagedResource>,
  { brokenRule, parameters, order, template }: StackPlan,
): string | undefined {
  if (parameters.missing.length > 0) return missingParametersReason(parameters.missing);
  if (brokenRule !== undefined) return brokenRule;
  const retyped = order.filter((logicalId) => {
    const before = resources.get(logicalId);
    return before && before.type !== template.Resources[logicalId]?.Type;
  });
  if (retyped.length === 0) return undefined;
  return (
    'Update of resource type is not permitted. The new template modifies resource type of the following ' +
    `resources: [${retyped.join(', ')}]`
  );
}
