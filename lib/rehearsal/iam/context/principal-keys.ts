import { accountOf, type KnownPrincipal } from '../principal';
import { ABSENT, present, type ContextSource, type ContextValue } from './request-context';
import { tagValue } from './tag-keys';

const TAG = 'aws:principaltag/';

/** What the global keys say of who asks. IAM User Guide, "AWS global condition context keys". */
export function principalKeys(principal: KnownPrincipal): ContextSource {
  const keys = principal.kind === 'role' ? ofRole(principal) : ofService(principal);
  const tags = principal.kind === 'role' ? principal.role.tags : {};
  return (key) => (key.startsWith(TAG) ? tagValue(tags, key.slice(TAG.length)) : keys.get(key));
}

function ofRole({ role, sessionName }: Extract<KnownPrincipal, { kind: 'role' }>): ReadonlyMap<string, ContextValue> {
  return new Map([
    ['aws:principalarn', present(role.arn)],
    ['aws:principalaccount', present(accountOf(role))],
    ['aws:principaltype', present('AssumedRole')],
    ['aws:userid', present(`${role.id}:${sessionName}`)],
    ['aws:username', ABSENT],
    ['aws:principalisawsservice', present('false')],
    ['aws:principalservicename', ABSENT],
    ['aws:principalservicenameslist', ABSENT],
    ['aws:sourcearn', ABSENT],
    ['aws:sourceaccount', ABSENT],
  ]);
}

/**
 * AWS does not say what a service's own calls carry as `aws:PrincipalArn` and its like, and which services tell for
 * what they act is the caller's to know: those stay unknown.
 */
function ofService({ service }: Extract<KnownPrincipal, { kind: 'service' }>): ReadonlyMap<string, ContextValue> {
  return new Map([
    ['aws:username', ABSENT],
    ['aws:principalisawsservice', present('true')],
    ['aws:principalservicename', present(service)],
  ]);
}
