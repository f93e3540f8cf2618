import { isDeepStrictEqual } from 'node:util';
import { missingParametersReason } from './parameters';
import { type StackPlan } from './stack-plan';
import { type ManagedResource } from './stack-resource';

/** Whether a plan asks for nothing but what the stack has already. */
export function isUnchanged(previous: StackPlan, next: StackPlan): boolean {
  return (
    isDeepStrictEqual(previous.source.template, next.source.template) &&
    isDeepStrictEqual(previous.parameters, next.parameters)
  );
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
