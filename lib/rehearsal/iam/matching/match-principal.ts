import { NotEmulated } from '../../kernel/not-emulated';
import type { PolicyStatement } from '../policy-document';
import { accountOf, sessionArn, type KnownPrincipal } from '../principal';

/** How a `Principal` names who asks, from the least to the most direct. `service` is a service by its name. */
export type Naming = 'account' | 'role' | 'everyone' | 'session' | 'service';

type Named = NonNullable<PolicyStatement['Principal']>;

/** All the ways in which a `Principal` element names who asks. IAM User Guide, "AWS JSON policy elements: Principal". */
export function namings(named: Named, principal: KnownPrincipal, where: string): ReadonlySet<Naming> {
  if (named === '*') return new Set<Naming>(['everyone']);
  return new Set(
    Object.entries(named).flatMap(([kind, names]) => names.flatMap((name) => naming(kind, name, principal, where))),
  );
}

/**
 * Whether a `NotPrincipal` element leaves who asks out. A session is left out only where its ARN, its role's and its
 * account's are all there (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
export function leavesOut(named: Named, principal: KnownPrincipal, where: string): boolean {
  const found = namings(named, principal, where);
  if (found.size === 0) return false;
  if (found.has('everyone') || found.has('service')) return true;
  if (found.has('account') && found.has('role') && found.has('session')) return true;
  throw new NotEmulated(
    `NotPrincipal that names only the ${[...found].join(' and the ')} of who asks`,
    where,
    'Name the session, its role and its account, or use the condition ArnNotEquals with aws:PrincipalArn.',
  );
}

function naming(kind: string, name: string, principal: KnownPrincipal, where: string): readonly Naming[] {
  switch (kind) {
    case 'AWS':
      return name === '*' ? ['everyone'] : inAccount(name, principal, where);
    case 'Service':
      return principal.kind === 'service' && principal.service === name ? ['service'] : [];
    case 'Federated':
    case 'CanonicalUser':
      return [];
    default:
      throw new NotEmulated(`The kind of principal ${kind}`, where);
  }
}

function inAccount(name: string, principal: KnownPrincipal, where: string): readonly Naming[] {
  if (/[*?]/.test(name)) {
    throw new NotEmulated(
      `The principal ${name}, which IAM refuses,`,
      where,
      'Name it in full, or all principals with * and a condition on aws:PrincipalArn.',
    );
  }
  if (principal.kind === 'service') return [];
  const { role, sessionName } = principal;
  const account = accountOf(role);
  if (name === account || name === `arn:aws:iam::${account}:root`) return ['account'];
  if (name === role.arn || name === role.id) return ['role'];
  return name === sessionArn(role, sessionName) ? ['session'] : [];
}
