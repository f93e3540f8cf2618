import type { Decision } from '../iam/decisions/decision';
import type { Iam } from '../iam/iam';
import { readPolicy } from '../iam/policy-document';
import type { Principal } from '../iam/principal';
import { ApiError } from '../kernel/api-error';
import type { Permission } from '../kernel/permission';
import type { Caller } from '../kernel/wire';
import type { DeniedCall } from '../observation';

export interface AuthorizationPorts {
  readonly accountId: string;
  readonly iam: Pick<Iam, 'decide'>;
  /** The policies on a resource itself, by its ARN. */
  resourcePolicies(arn: string): readonly { readonly name: string; readonly document: unknown }[];
  /** Told of every call that was refused. */
  denied(call: Omit<DeniedCall, 'at' | 'times'>): void;
}

/** How services call a refusal, where it is not `AccessDeniedException` with status 400. */
const REFUSALS: Readonly<Record<string, { readonly code: string; readonly statusCode: number }>> = {
  cloudformation: { code: 'AccessDenied', statusCode: 403 },
  lambda: { code: 'AccessDeniedException', statusCode: 403 },
  s3: { code: 'AccessDenied', statusCode: 403 },
  sns: { code: 'AuthorizationError', statusCode: 403 },
  sts: { code: 'AccessDenied', statusCode: 403 },
};

/** A role as it signs calls. @param sessionName left out where a service acts by it: AWS does not say how it calls itself */
export function asPrincipal(roleArn: string, sessionName = 'rehearsal'): Principal {
  return { kind: 'role', roleArn, sessionName };
}

/** Asks IAM about every call of the account, and keeps what was refused. */
export class Authorization {
  constructor(private readonly ports: AuthorizationPorts) {}

  /** Refuses, with the service's own error, what a role may not do. */
  authorize(caller: Caller, permission: Permission): void {
    const decision = this.decide(asPrincipal(caller.roleArn, caller.sessionName), permission);
    if (decision.allowed) return;
    const service = permission.action.split(':')[0] ?? '';
    const { code, statusCode } = REFUSALS[service] ?? { code: 'AccessDeniedException', statusCode: 400 };
    throw new ApiError(code, decision.message, statusCode);
  }

  /** Whether a principal may do something. */
  allows(principal: Principal, permission: Permission): boolean {
    return this.decide(principal, permission).allowed;
  }

  /**
   * Whether a service may act as a role. IAM User Guide, "The confused deputy problem".
   *
   * @param sourceArn what it acts for, as the service's own guide has it: a rule, a group of schedules, a state machine, a
   *   deployment group. Left out where no guide says that the service tells it, as of Lambda and API Gateway.
   */
  canAssume(service: string, roleArn: string, sourceArn?: string): boolean {
    const source = sourceArn && { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [this.ports.accountId] };
    const permission = { action: 'sts:AssumeRole', resource: roleArn, ...(source && { context: source }) };
    return this.allows({ kind: 'service', service }, permission);
  }

  private decide(principal: Principal, permission: Permission): Decision {
    const { action, resource } = permission;
    const decision = this.ports.iam.decide({
      principal,
      permission,
      resourcePolicies: this.ports.resourcePolicies(resource).map(({ name, document }) => ({
        name,
        document: readPolicy(document, name),
      })),
    });
    if (!decision.allowed) {
      const who = principal.kind === 'role' ? principal.roleArn : principal.service;
      this.ports.denied({ principal: who, action, resource, message: decision.message, missing: decision.missing });
    }
    return decision;
  }
}
