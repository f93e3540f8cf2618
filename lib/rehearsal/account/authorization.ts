import { ApiError } from '../kernel/api-error';
import type { Permission } from '../kernel/permission';
import type { Caller } from '../kernel/wire';
import type { DeniedCall } from '../observation';

/** Who asks. */
export type Principal =
  { readonly kind: 'role'; readonly roleArn: string } | { readonly kind: 'service'; readonly service: string };

export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly message: string; readonly missing: DeniedCall['missing'] };

export interface AuthorizationPorts {
  decide(principal: Principal, permission: Permission): Decision;
  /** Told of every call that was refused. */
  denied(call: Omit<DeniedCall, 'at'>): void;
}

/** How services call a refusal, where it is not `AccessDeniedException` with status 400. */
const REFUSALS: Readonly<Record<string, { readonly code: string; readonly statusCode: number }>> = {
  lambda: { code: 'AccessDeniedException', statusCode: 403 },
  s3: { code: 'AccessDenied', statusCode: 403 },
  sns: { code: 'AuthorizationError', statusCode: 403 },
  sts: { code: 'AccessDenied', statusCode: 403 },
};

/** A role as it signs calls. Sessions are not told apart: there is one key for each role. */
export function asPrincipal(roleArn: string): Principal {
  return { kind: 'role', roleArn };
}

/** Asks IAM about every call of the account, and keeps what was refused. */
export class Authorization {
  constructor(private readonly ports: AuthorizationPorts) {}

  /** Refuses, with the service's own error, what a role may not do. */
  authorize(caller: Caller, permission: Permission): void {
    const decision = this.decide(asPrincipal(caller.roleArn), permission);
    if (decision.allowed) return;
    const service = permission.action.split(':')[0] ?? '';
    const { code, statusCode } = REFUSALS[service] ?? { code: 'AccessDeniedException', statusCode: 400 };
    throw new ApiError(code, decision.message, statusCode);
  }

  /** Whether a principal may do something. */
  allows(principal: Principal, permission: Permission): boolean {
    return this.decide(principal, permission).allowed;
  }

  /** Whether a service may act as a role. */
  canAssume(service: string, roleArn: string): boolean {
    return this.allows({ kind: 'service', service }, { action: 'sts:AssumeRole', resource: roleArn });
  }

  private decide(principal: Principal, permission: Permission): Decision {
    const { action, resource } = permission;
    const decision = this.ports.decide(principal, permission);
    if (!decision.allowed) {
      const who = principal.kind === 'role' ? principal.roleArn : principal.service;
      this.ports.denied({ principal: who, action, resource, message: decision.message, missing: decision.missing });
    }
    return decision;
  }
}
