import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

export interface Permission {
  readonly actions: string[];
  readonly resources: string[];
  /**
   * What has to be so besides.
   *
   * @default - nothing
   */
  readonly conditions?: iam.Conditions;
  /** Why its wildcards are as narrow as they can be; needed where it has one. */
  readonly wildcardBecause?: string;
}

/** Adds a permission to a role. */
export function allow(role: iam.Role, permission: Permission): void {
  const { actions, resources, conditions } = permission;
  role.addToPolicy(new iam.PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }));
  acknowledgeWildcards(role, permission);
}

/**
 * Tells cdk-nag's AwsSolutions pack, where an app runs it, why a wildcard is there. The pack wants one word for each
 * wildcard, named by the resource as it stands in the template.
 */
export function acknowledgeWildcards(scope: IConstruct, { resources, wildcardBecause: reason }: Permission): void {
  if (reason === undefined) return;
  for (const resource of resources) {
    const text = asText(Stack.of(scope).resolve(resource));
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${text}]`, reason });
  }
}

/** A resolved value the way cdk-nag writes it: references in angle brackets. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (ref !== undefined) return `<${ref}>`;
  if (attribute) return `<${attribute.join('.')}>`;
  return join ? join[1].map(asText).join(join[0]) : JSON.stringify(value);
}
