import type { Permission } from '../../kernel/permission';
import type { Principal } from '../principal';
import type { Refusal } from './decision';

/** A role that is gone may do nothing, and nobody may assume it. @param goneArn the caller's or the role's to assume */
export function refuseRoleGone(goneArn: string, principal: Principal, { action, resource }: Permission): Refusal {
  const who = principal.kind === 'role' ? principal.roleArn : principal.service;
  return {
    allowed: false,
    because: 'there is no such role',
    message: `User: ${who} is not authorized to perform: ${action} on resource: ${resource}`,
    missing: {
      on: `the role ${goneArn}, which was deleted`,
      statement: { Effect: 'Allow', Action: action, Resource: resource },
    },
  };
}
