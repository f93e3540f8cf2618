import { type Place } from '../kernel/place';
import { type Randomness } from '../kernel/randomness';
import { type ResourceProvider } from '../kernel/resource-provider';
import { policyProvider } from './policy-provider';
import { type Role } from './role';
import { roleProvider } from './role-provider';
import { Roles } from './roles';

/** AWS Identity and Access Management: keeps roles and their policies, and does not judge calls by them. */
export class Iam {
  readonly providers: readonly ResourceProvider[];
  private readonly known: Roles;

  constructor(surroundings: { readonly place: Place; readonly randomness: Randomness }) {
    this.known = new Roles(surroundings);
    this.providers = [roleProvider(this.known), policyProvider(this.known)];
  }

  roles(): readonly Role[] {
    return this.known.all();
  }

  role(arn: string): Role | undefined {
    return this.roles().find((role) => role.arn === arn);
  }

  /** What AWS does and this account does not, for the report. */
  assumptions(): readonly string[] {
    return ['Permissions are kept but not evaluated: every call is allowed.'];
  }
}
