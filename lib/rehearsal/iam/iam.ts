import { NotEmulated } from '../kernel/not-emulated';
import { type Permission } from '../kernel/permission';
import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type ResourceProvider } from '../kernel/resource-provider';
import { givenKeys } from './context/given-keys';
import { principalKeys } from './context/principal-keys';
import { RequestContext } from './context/request-context';
import { requestKeys } from './context/request-keys';
import { resourceKeys } from './context/resource-keys';
import { type Tags } from './context/tag-keys';
import { type AccessRequest } from './decisions/access-request';
import { decideAccess } from './decisions/decide-access';
import { decideAssumeRole } from './decisions/decide-assume-role';
import { type Decision } from './decisions/decision';
import { type Question } from './decisions/question';
import { refuseRoleGone } from './decisions/refuse-role-gone';
import { IAM_ASSUMPTIONS } from './iam-assumptions';
import { ManagedPolicies } from './managed-policies';
import { managedPolicyProvider } from './managed-policy-provider';
import { statementsIn } from './matching/match-statement';
import { type NamedPolicy } from './named-policy';
import { policyProvider } from './policy-provider';
import { type KnownPrincipal, type Principal } from './principal';
import { type Role } from './role';
import { roleProvider } from './role-provider';
import { Roles } from './roles';

export interface IamPorts {
  readonly place: Place;
  readonly randomness: Randomness;
  /** Virtual milliseconds since the epoch. */
  now(): number;
  /**
   * The tags of a resource, by its ARN; undefined where they are not known. Asked only where a condition looks at
   * them, and never about a role.
   */
  tagsOf(arn: string): Tags | undefined;
}

const ASSUME_ROLE = 'sts:assumerole';

/** AWS Identity and Access Management: keeps roles and their policies, and decides by them who may do what. */
export class Iam {
  readonly providers: readonly ResourceProvider[];
  private readonly known: Roles;
  private readonly managed: ManagedPolicies;

  constructor(private readonly ports: IamPorts) {
    this.known = new Roles(ports);
    this.managed = new ManagedPolicies(ports.place);
    this.providers = [
      roleProvider(this.known),
      policyProvider(this.known),
      managedPolicyProvider(this.managed, this.known),
    ];
  }

  roles(): readonly Role[] {
    return this.known.all();
  }

  role(arn: string): Role | undefined {
    return this.known.withArn(arn);
  }

  /** Whether a principal may do something in this account. `sts:AssumeRole` is decided by the role's trust policy. */
  decide({ principal, permission, resourcePolicies }: AccessRequest): Decision {
    if (permission.action.toLowerCase() === ASSUME_ROLE) {
      return this.decideAssumeRole(principal, permission.resource, permission.context);
    }
    const owner = permission.resource.split(':')[4] ?? '';
    if (owner !== '' && owner !== this.ports.place.accountId) {
      throw new NotEmulated(`Access to another account's ${permission.resource}`, `a call of ${permission.action}`);
    }
    const known = this.whoAsks(principal);
    if ('goneArn' in known) return refuseRoleGone(known.goneArn, principal, permission);
    return decideAccess(this.question(known, permission, resourcePolicies));
  }

  /**
   * Whether a principal may assume a role: the trust policy and the caller's own policies together.
   *
   * @param context what is known of the call, such as `sts:ExternalId`; an empty list says that it has none
   */
  decideAssumeRole(principal: Principal, roleArn: string, context: Permission['context'] = {}): Decision {
    const permission: Permission = { action: 'sts:AssumeRole', resource: roleArn, context };
    const known = this.whoAsks(principal);
    if ('goneArn' in known) return refuseRoleGone(known.goneArn, principal, permission);
    const role = this.knownRole(roleArn);
    if (!role) return refuseRoleGone(roleArn, principal, permission);
    const trust = { name: `the trust policy of the role ${role.name}`, document: role.trustPolicy };
    return decideAssumeRole(this.question(known, permission, [trust]));
  }

  /** What AWS does and this account does not, for the report. */
  assumptions(): readonly string[] {
    return IAM_ASSUMPTIONS;
  }

  private question(
    principal: KnownPrincipal,
    permission: Permission,
    resourcePolicies: readonly NamedPolicy[],
  ): Question {
    const { place } = this.ports;
    const { action, resource, context } = permission;
    const sources = [
      givenKeys(context),
      principalKeys(principal),
      resourceKeys(resource, place, (arn) => this.role(arn)?.tags ?? this.ports.tagsOf(arn)),
      requestKeys(place, () => this.ports.now()),
    ];
    const role = principal.kind === 'role' ? principal.role : undefined;
    const boundary = role?.permissionsBoundary;
    return {
      principal,
      permission,
      asked: { action, resource, context: new RequestContext(sources) },
      identity: role ? statementsIn(this.policiesOf(role)) : [],
      boundary:
        role && boundary !== undefined
          ? { arn: boundary, statements: statementsIn([this.managed.policy(boundary, `the role ${role.name}`)]) }
          : undefined,
      resource: statementsIn(resourcePolicies),
    };
  }

  private policiesOf({ name: roleName, inlinePolicies, managedPolicyArns }: Role): readonly NamedPolicy[] {
    return [
      ...[...inlinePolicies].map(([name, document]) => ({
        name: `the policy ${name} of the role ${roleName}`,
        document,
      })),
      ...managedPolicyArns.map((arn) => this.managed.policy(arn, `the role ${roleName}`)),
    ];
  }

  private whoAsks(principal: Principal): KnownPrincipal | { readonly goneArn: string } {
    if (principal.kind === 'service') return principal;
    const { roleArn, sessionName } = principal;
    const role = this.knownRole(roleArn);
    return role ? { kind: 'role', role, sessionName } : { goneArn: roleArn };
  }

  /** A role of the account, or undefined where it is gone. What one that no template made may do cannot be told. */
  private knownRole(arn: string): Role | undefined {
    const role = this.role(arn);
    if (role || this.known.wasDeleted(arn)) return role;
    throw new NotEmulated(`The role ${arn}, which no template makes,`, 'IAM', 'Make the role in a rehearsed stack.');
  }
}
