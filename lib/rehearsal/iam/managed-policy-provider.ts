import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { claimName } from '../kernel/claim';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings } from '../kernel/template-values';
import { checkIdentityPolicy } from './check-policy';
import { type ManagedPolicies } from './managed-policies';
import { POLICY_DOCUMENT } from './policy-document';
import { type Roles } from './roles';

/** `AWS::IAM::ManagedPolicy`, on roles. Users and groups are not emulated. */
export function managedPolicyProvider(policies: ManagedPolicies, roles: Roles): ResourceProvider {
  return provideResource({
    type: 'AWS::IAM::ManagedPolicy',
    properties: {
      ManagedPolicyName: v.optional(v.string()),
      Path: v.optional(v.string(), '/'),
      Description: v.optional(v.string()),
      PolicyDocument: POLICY_DOCUMENT,
      Roles: v.optional(strings, []),
    },
    replacedBy: ['ManagedPolicyName', 'Path', 'Description'],
    claim: ({ ManagedPolicyName }) => claimName(ManagedPolicyName, (name) => policies.has(name), nameIsTaken),
    create: ({ ManagedPolicyName, Path, PolicyDocument, Roles }, { generatedName }) => {
      checkIdentityPolicy(PolicyDocument);
      const arn = policies.create(ManagedPolicyName ?? generatedName, Path, PolicyDocument);
      for (const role of Roles) roles.attachPolicy(role, arn);
      return { id: arn, attributes: { PolicyArn: arn } };
    },
    update: ({ physical, previous, next }) => {
      checkIdentityPolicy(next.PolicyDocument);
      policies.update(physical.id, next.PolicyDocument);
      for (const role of next.Roles) roles.attachPolicy(role, physical.id);
      for (const role of previous.Roles) if (!next.Roles.includes(role)) roles.detachPolicy(role, physical.id);
      return physical;
    },
    remove: ({ id }, { Roles }) => {
      for (const role of Roles) roles.detachPolicy(role, id);
      const isUsed = roles
        .all()
        .some(({ managedPolicyArns, permissionsBoundary }) => [...managedPolicyArns, permissionsBoundary].includes(id));
      if (isUsed) throw new ApiError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
      policies.delete(id);
    },
  });
}

function nameIsTaken(name: string): ApiError {
  const message = `A policy called ${name} already exists. Duplicate names are not allowed.`;
  return new ApiError('EntityAlreadyExists', message, 409);
}
