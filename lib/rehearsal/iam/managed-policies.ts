import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import { AWS_MANAGED_POLICIES } from './aws-managed-policies';
import type { NamedPolicy } from './named-policy';
import type { PolicyDocument } from './policy-document';

/** The managed policies that roles can have: AWS's own, and those that templates make. */
export class ManagedPolicies {
  private readonly documents = new Map<string, PolicyDocument>();

  constructor(private readonly place: Place) {}

  /** Gives the policy's ARN. @param path starts and ends with `/` */
  create(name: string, path: string, document: PolicyDocument): string {
    const arn = this.place.arn('iam', `policy${path}${name}`);
    this.documents.set(arn, document);
    return arn;
  }

  /** Whether there is a policy of that name, under any path. */
  has(name: string): boolean {
    return [...this.documents.keys()].some((known) => known.split('/').at(-1) === name);
  }

  update(arn: string, document: PolicyDocument): void {
    this.documents.set(arn, document);
  }

  delete(arn: string): void {
    this.documents.delete(arn);
  }

  /** What a policy says. One that is not known stops by name. @param where who has it, for the message */
  policy(arn: string, where: string): NamedPolicy {
    const document = this.documents.get(arn) ?? AWS_MANAGED_POLICIES.get(arn);
    if (document) return { name: `the managed policy ${arn}`, document };
    const fix = arn.startsWith('arn:aws:iam::aws:')
      ? 'Write what it grants into a policy of the role: `sluice features` lists the managed policies that are known.'
      : 'Make it in a rehearsed stack, by AWS::IAM::ManagedPolicy.';
    throw new NotEmulated(`The managed policy ${arn}`, where, fix);
  }
}
