import type { MissingStatement } from './decision';
import type { Question } from './question';

export function missingFromRole({ principal, permission: { action, resource } }: Question): MissingStatement {
  const on =
    principal.kind === 'role' ? `a policy of the role ${principal.role.name}` : `a policy of ${principal.service}`;
  return { on, statement: { Effect: 'Allow', Action: action, Resource: resource } };
}

export function missingFromBoundary({ boundary, permission: { action, resource } }: Question): MissingStatement {
  return {
    on: `the permissions boundary ${boundary?.arn ?? ''}`,
    statement: { Effect: 'Allow', Action: action, Resource: resource },
  };
}

/** A trust policy names no resource: it speaks of the role that it is on. */
export function missingFromResource(question: Question, kind: 'resource' | 'trust'): MissingStatement {
  const { principal, permission } = question;
  const { action, resource } = permission;
  const Principal: MissingStatement['statement']['Principal'] =
    principal.kind === 'role' ? { AWS: principal.role.arn } : { Service: principal.service };
  const Condition = conditionOf(question);
  return {
    on: kind === 'trust' ? `the trust policy of the role ${resource}` : `the policy of ${resource}`,
    statement: {
      Effect: 'Allow',
      Principal,
      Action: action,
      ...(kind === 'resource' && { Resource: resource }),
      ...(Condition && { Condition }),
    },
  };
}

/** Keeps a service from acting for somebody else. IAM User Guide, "The confused deputy problem". */
function conditionOf({
  principal,
  permission: { context = {} },
}: Question): MissingStatement['statement']['Condition'] {
  if (principal.kind === 'role') return undefined;
  const of = (key: string) =>
    Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1][0];
  const [arn, account] = [of('aws:SourceArn'), of('aws:SourceAccount')];
  if (arn === undefined && account === undefined) return undefined;
  return {
    ...(arn !== undefined && { ArnLike: { 'aws:SourceArn': arn } }),
    ...(account !== undefined && { StringEquals: { 'aws:SourceAccount': account } }),
  };
}
