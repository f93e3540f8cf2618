import type { AskedFor, PlacedStatement } from '../matching/match-statement';
import type { Permission } from '../../kernel/permission';
import type { KnownPrincipal } from '../principal';

/** What limits a role's own policies. */
export interface Boundary {
  readonly arn: string;
  readonly statements: readonly PlacedStatement[];
}

/** Everything that a decision is made from. */
export interface Question {
  readonly principal: KnownPrincipal;
  readonly permission: Permission;
  readonly asked: AskedFor;
  /** Of the role's own policies; a service has none. */
  readonly identity: readonly PlacedStatement[];
  readonly boundary: Boundary | undefined;
  /** Of the resource's policies, or of the trust policy where a role is to be assumed. */
  readonly resource: readonly PlacedStatement[];
}
