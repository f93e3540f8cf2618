import { ApiError } from '../kernel/api-error';
import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type PolicyDocument } from './policy-document';
import { type Role } from './role';

/** What a template says about a role. */
export interface RoleDefinition {
  readonly trustPolicy: PolicyDocument;
  readonly policies: ReadonlyMap<string, PolicyDocument>;
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary?: string;
}

/** The roles of the account, with the policies that other resources put on them. */
export class Roles {
  private readonly definitions = new Map<string, RoleDefinition & Pick<Role, 'arn' | 'name' | 'id' | 'path'>>();
  /** Role name → policy name → document. */
  private readonly attached = new Map<string, Map<string, PolicyDocument>>();

  constructor(private readonly surroundings: { readonly place: Place; readonly randomness: Randomness }) {}

  all(): readonly Role[] {
    return [...this.definitions.values()].map(({ policies, ...role }) => ({
      ...role,
      inlinePolicies: new Map([...policies, ...(this.attached.get(role.name) ?? [])]),
    }));
  }

  create(name: string, path: string, definition: RoleDefinition): Role {
    if (this.definitions.has(name)) {
      throw new ApiError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const arn = this.surroundings.place.arn('iam', `role${path}${name}`);
    const id = `AROA${this.surroundings.randomness.identifier(`role ${name}`, 17)}`;
    this.definitions.set(name, { arn, name, id, path, ...definition });
    return this.named(name);
  }

  update(name: string, definition: RoleDefinition): Role {
    const { arn, id, path } = this.named(name);
    this.definitions.set(name, { arn, name, id, path, ...definition });
    return this.named(name);
  }

  delete(name: string): void {
    this.definitions.delete(name);
    this.attached.delete(name);
  }

  putPolicy(roleName: string, policyName: string, document: PolicyDocument): void {
    this.named(roleName);
    const policies = this.attached.get(roleName) ?? new Map<string, PolicyDocument>();
    this.attached.set(roleName, policies.set(policyName, document));
  }

  deletePolicy(roleName: string, policyName: string): void {
    this.attached.get(roleName)?.delete(policyName);
  }

  private named(name: string): Role {
    const role = this.all().find((candidate) => candidate.name === name);
    if (!role) throw new ApiError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    return role;
  }
}
