import type { Decision } from './decision';
import { findAllow, findDeny, findGrant } from './find-statements';
import type { Question } from './question';
import { referTo, refuseDenied, refuseUnallowed } from './refuse';

/**
 * Whether a principal may assume a role of its own account. Unlike other resource policies, the trust policy must
 * always allow it: by naming the caller, which suffices, or the account, which leaves it to the caller's own policies.
 * IAM User Guide, "IAM roles: Terms and concepts", "Role trust policy".
 */
export function decideAssumeRole(question: Question): Decision {
  const denied = findDeny(question);
  if (denied) return refuseDenied(question, denied, 'trust');
  const { identity, boundary } = question;
  const direct = findGrant(question, ['session', 'everyone', 'service']);
  if (direct) return { allowed: true, by: referTo(direct) };
  const toRole = findGrant(question, ['role']);
  const toAccount = toRole ?? findGrant(question, ['account']);
  if (!toAccount) return refuseUnallowed(question, 'resource', 'the trust policy does not allow it', 'trust');
  if (!toRole && !findAllow(identity, question)) {
    return refuseUnallowed(question, 'identity', 'no statement allows it', 'trust');
  }
  if (boundary && !findAllow(boundary.statements, question)) {
    return refuseUnallowed(question, 'boundary', 'a permissions boundary does not allow it', 'trust');
  }
  return { allowed: true, by: referTo(toAccount) };
}
