import { ApiError } from '../kernel/api-error';
import type { PolicyDocument, PolicyStatement } from './policy-document';

/** Refuses, as IAM does, a document that cannot be a policy of a role. */
export function checkIdentityPolicy({ Statement }: PolicyDocument): void {
  for (const { Principal, NotPrincipal, Resource, NotResource } of Statement) {
    if (Principal !== undefined || NotPrincipal !== undefined) {
      refuse('Policy document should not specify a principal.');
    }
    const resources = Resource ?? NotResource;
    if (!resources) return refuse('Policy statement must contain resources.');
    for (const resource of resources) {
      if (!/^(\*|arn:.*)$/s.test(resource)) refuse(`Resource ${resource} must be in ARN format or "*".`);
    }
  }
}

/** Refuses, as IAM does, a document that cannot be a trust policy. */
export function checkTrustPolicy({ Statement }: PolicyDocument): void {
  for (const statement of Statement) {
    if (statement.Resource || statement.NotResource) refuse('Has prohibited field Resource');
    if (!hasPrincipal(statement)) refuse('Missing required field Principal');
    const isOther = (action: string) => action !== '*' && !action.toLowerCase().startsWith('sts:');
    if (statement.Action?.some(isOther)) refuse('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

function hasPrincipal({ Principal, NotPrincipal }: PolicyStatement): boolean {
  return Principal !== undefined || NotPrincipal !== undefined;
}

function refuse(message: string): never {
  throw new ApiError('MalformedPolicyDocument', message, 400);
}
