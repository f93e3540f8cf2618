import type { Decision } from './decision';
import { findAllow, findDeny, findGrant } from './find-statements';
import type { Question } from './question';
import { referTo, refuseDenied, refuseUnallowed } from './refuse';

/**
 * Whether a principal may do something in its own account. IAM User Guide, "Policy evaluation logic" and "Permissions
 * boundaries for IAM entities":
 *
 * - What a statement denies, anywhere, is denied.
 * - The role's own policies or the resource's suffice, each by itself. A resource policy that names the account leaves
 *   the answer to the role's own policies. A service has no policies of its own.
 * - A permissions boundary limits the role's own policies, and a resource policy that names the role; not one that
 *   names the session, or everyone.
 */
export function decideAccess(question: Question): Decision {
  const denied = findDeny(question);
  if (denied) return refuseDenied(question, denied, 'resource');
  const { identity, boundary, principal } = question;
  if (principal.kind === 'service') {
    const grant = findGrant(question, ['service', 'everyone']);
    if (grant) return { allowed: true, by: referTo(grant) };
    return refuseUnallowed(question, 'resource', 'no statement allows it', 'resource');
  }
  const isWithinBoundary = !boundary || findAllow(boundary.statements, question) !== undefined;
  const own = findAllow(identity, question);
  if (own && isWithinBoundary) return { allowed: true, by: referTo(own) };
  const direct = findGrant(question, ['session', 'everyone']);
  if (direct) return { allowed: true, by: referTo(direct) };
  const toRole = findGrant(question, ['role']);
  if (toRole && isWithinBoundary) return { allowed: true, by: referTo(toRole) };
  return own || toRole
    ? refuseUnallowed(question, 'boundary', 'a permissions boundary does not allow it', 'resource')
    : refuseUnallowed(question, 'identity', 'no statement allows it', 'resource');
}
