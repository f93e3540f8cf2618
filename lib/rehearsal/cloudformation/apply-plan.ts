import { isDeepStrictEqual } from 'node:util';
import { parseAliasUpdatePolicy } from './alias-update-policy';
import { refuseReferences } from './dynamic-references/check-references';
import { type Context } from './intrinsics/intrinsics';
import { type ResourceOperations } from './resource-operations';
import { resolve } from './resolve';
import { type StackPlan } from './stack-plan';
import { type AppliedChange, type ManagedResource, type PlannedResource } from './stack-resource';
import { resourcePlace } from './stack-source';
import { aliasUpdatePolicyOf, type TemplateResource } from './template';
import { isObject, type TemplateObject } from './template-value';

/** What a stack operation has done so far, by logical id and in order. */
export type Journal = Map<string, AppliedChange>;

/**
 * Creates what is new and updates what has changed, one resource after the other.
 *
 * Intrinsics are evaluated resource by resource, so that what depends on a replaced resource sees the new one.
 */
export async function applyPlan(
  plan: StackPlan,
  previous: ReadonlyMap<string, ManagedResource>,
  operations: ResourceOperations,
  journal: Journal,
): Promise<void> {
  for (const logicalId of plan.order) {
    const resource = plan.template.Resources[logicalId];
    if (!resource) continue;
    const before = previous.get(logicalId);
    const planned = planResource(plan, logicalId, resource, before, operations);
    const record = (change: AppliedChange) => {
      journal.set(logicalId, change);
      plan.resources.set(logicalId, change.current);
    };
    if (!before) record({ kind: 'created', current: await operations.create(planned) });
    else if (isDeepStrictEqual(before.properties, planned.properties)) {
      plan.resources.set(logicalId, { ...planned, physical: before.physical });
    } else await operations.update(before, planned, record);
  }
}

function planResource(
  plan: StackPlan,
  logicalId: string,
  resource: TemplateResource,
  before: ManagedResource | undefined,
  operations: ResourceOperations,
): PlannedResource {
  const where = resourcePlace(plan.source, logicalId, resource);
  const policy = aliasUpdatePolicyOf(resource);
  try {
    return {
      logicalId,
      type: resource.Type,
      where,
      deletionPolicy: resource.DeletionPolicy,
      updateReplacePolicy: resource.UpdateReplacePolicy,
      properties: resolveProperties(logicalId, resource.Properties, plan, `${where}, Properties`),
      ...(policy && {
        aliasUpdatePolicy: parseAliasUpdatePolicy(resolvePolicy(policy, plan, `${where}, UpdatePolicy`), where),
      }),
    };
  } catch (error) {
    throw operations.fail({ logicalId, type: resource.Type }, before ? 'UPDATE' : 'CREATE', error);
  }
}

function resolveProperties(
  logicalId: string,
  properties: TemplateObject,
  plan: StackPlan,
  where: string,
): TemplateObject {
  return plan.references.resolve(logicalId, resolveObject(properties, plan, where, 'property'), where);
}

function resolvePolicy(policy: TemplateObject, plan: StackPlan, where: string): TemplateObject {
  const resolved = resolveObject(policy, plan, where, 'update policy');
  refuseReferences(resolved, where, 'update policy');
  return resolved;
}

function resolveObject(object: TemplateObject, plan: StackPlan, where: string, context: Context): TemplateObject {
  const resolved = resolve(object, plan.scope, where, context);
  return isObject(resolved) ? resolved : {};
}
