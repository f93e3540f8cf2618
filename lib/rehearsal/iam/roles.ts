import { ApiError } from '../kernel/api-error';
import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { checkIdentityPolicy, checkTrustPolicy } from './check-policy';
import { type PolicyDocument } from './policy-document';
import { type Role } from './role';

/** What a template says about a role. */
export interface RoleDefinition {
  readonly trustPolicy: PolicyDocument;
  readonly policies: ReadonlyMap<string, PolicyDocument>;
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}

type Defined = RoleDefinition & Pick<Role, 'arn' | 'name' | 'id' | 'path'>;

/** The roles of the account, with the policies that other resources put on them. */
export class Roles {
  private readonly definitions = new Map<string, Defined>();
  /** Role name → policy name → document. */
  private readonly put = new Map<string, Map<string, PolicyDocument>>();
  /** Role name → ARNs of managed policies. */
  private readonly attached = new Map<string, Set<string>>();
  private readonly deletedArns = new Set<string>();

  constructor(private readonly ports: { readonly place: Place; readonly randomness: Randomness }) {}

  all(): readonly Role[] {
    return [...this.definitions.values()].map((definition) => this.whole(definition));
  }

  has(name: string): boolean {
    return this.definitions.has(name);
  }

  withArn(arn: string): Role | undefined {
    const definition = [...this.definitions.values()].find((one) => one.arn === arn);
    return definition && this.whole(definition);
  }

  /** Whether there was such a role, which is gone. */
  wasDeleted(arn: string): boolean {
    return this.deletedArns.has(arn);
  }

  create(name: string, path: string, definition: RoleDefinition): Role {
    const arn = this.ports.place.arn('iam', `role${path}${name}`);
    const id = `AROA${this.ports.randomness.identifier(`role ${name}`, 17)}`;
    this.set({ arn, name, id, path, ...definition });
    this.deletedArns.delete(arn);
    return this.named(name);
  }

  update(name: string, definition: RoleDefinition): Role {
    const { arn, id, path } = this.named(name);
    this.set({ arn, name, id, path, ...definition });
    return this.named(name);
  }

  delete(name: string): void {
    const arn = this.definitions.get(name)?.arn;
    if (arn !== undefined) this.deletedArns.add(arn);
    this.definitions.delete(name);
    this.put.delete(name);
    this.attached.delete(name);
  }

  putPolicy(roleName: string, policyName: string, document: PolicyDocument): void {
    this.named(roleName);
    checkIdentityPolicy(document);
    const policies = this.put.get(roleName) ?? new Map<string, PolicyDocument>();
    this.put.set(roleName, policies.set(policyName, document));
  }

  deletePolicy(roleName: string, policyName: string): void {
    this.put.get(roleName)?.delete(policyName);
  }

  attachPolicy(roleName: string, policyArn: string): void {
    this.named(roleName);
    this.attached.set(roleName, (this.attached.get(roleName) ?? new Set()).add(policyArn));
  }

  detachPolicy(roleName: string, policyArn: string): void {
    this.attached.get(roleName)?.delete(policyArn);
  }

  private whole({ policies, managedPolicyArns, ...role }: Defined): Role {
    return {
      ...role,
      inlinePolicies: new Map([...policies, ...(this.put.get(role.name) ?? [])]),
      managedPolicyArns: [...new Set([...managedPolicyArns, ...(this.attached.get(role.name) ?? [])])],
    };
  }

  private set(role: Defined): void {
    checkTrustPolicy(role.trustPolicy);
    for (const document of role.policies.values()) checkIdentityPolicy(document);
    this.definitions.set(role.name, role);
  }

  private named(name: string): Role {
    const definition = this.definitions.get(name);
    if (!definition) throw new ApiError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    return this.whole(definition);
  }
}
