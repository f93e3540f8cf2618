import { ApiError } from './api-error';

/** What only one resource of the account can have: a name among its kind, or what else makes it this one. */
export interface Claim {
  readonly identity: string;
  /** Whether a resource of the account has it, whoever made that. */
  readonly isTaken: boolean;
  /** How the service refuses it. By default CloudFormation does: many services would change what is there. */
  readonly refusal?: ApiError;
}

/** The claim to a name that a template may give: nothing where it does not, as CloudFormation then makes one up. */
export function claimName(
  name: string | undefined,
  isTaken: (name: string) => boolean,
  refusal?: (name: string) => ApiError,
): Claim | undefined {
  if (name === undefined) return undefined;
  return { identity: name, isTaken: isTaken(name), ...(refusal && { refusal: refusal(name) }) };
}

/** CloudFormation CLI User Guide, "Resource type handler contract": what a create handler answers in such a case. */
export function alreadyExists(type: string, identity: string): ApiError {
  return new ApiError('AlreadyExists', `Resource of type '${type}' with identifier '${identity}' already exists.`, 409);
}

/** Refuses what somebody else has. */
export function checkClaim(type: string, claim: Claim | undefined): void {
  if (claim?.isTaken) throw claim.refusal ?? alreadyExists(type, claim.identity);
}
