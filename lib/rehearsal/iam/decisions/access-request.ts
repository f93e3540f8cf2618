import type { Permission } from '../../kernel/permission';
import type { NamedPolicy } from '../named-policy';
import type { Principal } from '../principal';

export interface AccessRequest {
  readonly principal: Principal;
  /** An empty list in its context says that the call has no such key. */
  readonly permission: Permission;
  /** Policies on the resource itself (a function's permissions, a topic's or queue's policy), parsed. */
  readonly resourcePolicies: readonly NamedPolicy[];
}
