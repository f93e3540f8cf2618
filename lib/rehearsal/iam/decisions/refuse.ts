import type { PlacedStatement } from '../matching/match-statement';
import { callerName } from '../principal';
import type { MissingStatement, Refusal, RefusalReason, StatementReference } from './decision';
import type { PolicyKind } from './find-statements';
import { missingFromBoundary, missingFromResource, missingFromRole } from './missing-statement';
import type { Question } from './question';

/** What the resource's policy is: of a role, it is the trust policy. */
export type ResourcePolicyKind = 'resource' | 'trust';

/** As AWS calls the kinds of policy, in "no … allows" and in "an explicit deny in …". */
const KINDS: Readonly<Record<PolicyKind | 'trust', { readonly no: string; readonly in: string }>> = {
  identity: { no: 'identity-based policy', in: 'an identity-based policy' },
  boundary: { no: 'permissions boundary', in: 'a permissions boundary' },
  resource: { no: 'resource-based policy', in: 'a resource-based policy' },
  trust: { no: 'role trust policy', in: 'the role trust policy' },
};

export function referTo({ policy, index, statement: { Sid } }: PlacedStatement): StatementReference {
  return { policy: policy.name, index, ...(Sid !== undefined && { sid: Sid }) };
}

/** A statement denies it. No other can allow it then: the fix is to take that one out or to narrow it. */
export function refuseDenied(
  question: Question,
  { kind, statement }: { readonly kind: PolicyKind; readonly statement: PlacedStatement },
  resourceKind: ResourcePolicyKind,
): Refusal {
  const by = referTo(statement);
  const missing = missingFrom(kind, question, resourceKind);
  const sid = by.sid === undefined ? '' : ` (${by.sid})`;
  return {
    allowed: false,
    because: 'a statement denies it',
    by,
    message: `${sentence(question)} with an explicit deny in ${KINDS[kind === 'resource' ? resourceKind : kind].in}`,
    missing: {
      ...missing,
      on: `${missing.on}, once statement ${by.index + 1}${sid} of ${by.policy} no longer denies it`,
    },
  };
}

/** Nothing of that kind of policy allows it. */
export function refuseUnallowed(
  question: Question,
  kind: PolicyKind,
  because: RefusalReason,
  resourceKind: ResourcePolicyKind,
): Refusal {
  const { no } = KINDS[kind === 'resource' ? resourceKind : kind];
  return {
    allowed: false,
    because,
    message: `${sentence(question)} because no ${no} allows the ${question.permission.action} action`,
    missing: missingFrom(kind, question, resourceKind),
  };
}

function missingFrom(kind: PolicyKind, question: Question, resourceKind: ResourcePolicyKind): MissingStatement {
  switch (kind) {
    case 'identity':
      return missingFromRole(question);
    case 'boundary':
      return missingFromBoundary(question);
    case 'resource':
      return missingFromResource(question, resourceKind);
  }
}

function sentence({ principal, permission: { action, resource } }: Question): string {
  return `User: ${callerName(principal)} is not authorized to perform: ${action} on resource: ${resource}`;
}
