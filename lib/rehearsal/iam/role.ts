import { type PolicyDocument } from './policy-document';

/** A role with all that decides what it may do. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** Starts with `AROA`. */
  readonly id: string;
  readonly path: string;
  readonly trustPolicy: PolicyDocument;
  /** Policies of the role's own and those that `AWS::IAM::Policy` put on it, by name. */
  readonly inlinePolicies: ReadonlyMap<string, PolicyDocument>;
  /** ARNs, of AWS's own policies and of those that templates make. */
  readonly managedPolicyArns: readonly string[];
  /** An ARN. */
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}
