import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { strings } from '../kernel/template-values';
import { POLICY_DOCUMENT } from './policy-document';
import { type Roles } from './roles';

/** `AWS::IAM::Policy`: an inline policy on roles that exist already. Users and groups are not emulated. */
export function policyProvider(roles: Roles): ResourceProvider {
  return provideResource({
    type: 'AWS::IAM::Policy',
    properties: { PolicyName: v.string(), PolicyDocument: POLICY_DOCUMENT, Roles: v.optional(strings, []) },
    create: ({ PolicyName, PolicyDocument, Roles }, { generatedName }) => {
      for (const role of Roles) roles.putPolicy(role, PolicyName, PolicyDocument);
      return { id: generatedName, attributes: { Id: generatedName } };
    },
    update: ({ physical, previous, next }) => {
      for (const role of next.Roles) roles.putPolicy(role, next.PolicyName, next.PolicyDocument);
      for (const role of previous.Roles) {
        const isKept = next.PolicyName === previous.PolicyName && next.Roles.includes(role);
        if (!isKept) roles.deletePolicy(role, previous.PolicyName);
      }
      return physical;
    },
    remove: (_, { PolicyName, Roles }) => {
      for (const role of Roles) roles.deletePolicy(role, PolicyName);
    },
  });
}
