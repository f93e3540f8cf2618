import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import type { FunctionRegistry } from '../function-registry';

/** `AWS::Lambda::Permission`: a statement of the function's resource policy. */
export function permissionResource(registry: FunctionRegistry): ResourceProvider {
  return provideResource({
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: v.string(),
      FunctionName: v.string(),
      Principal: v.string(),
      SourceAccount: v.optional(v.string()),
      SourceArn: v.optional(v.string()),
    },
    create: (given, { generatedName: id }) => {
      const { functionName, qualifier } = registry.target(given.FunctionName);
      const resource = `${registry.arn(functionName)}${qualifier === undefined ? '' : `:${qualifier}`}`;
      const condition = {
        ...(given.SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': given.SourceArn } }),
        ...(given.SourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': given.SourceAccount } }),
      };
      const statement = {
        Sid: id,
        Effect: 'Allow',
        Principal: principalOf(given.Principal),
        Action: given.Action,
        Resource: resource,
        ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
      };
      registry.putPermission(functionName, id, { resource, statement });
      return { id, attributes: { Id: id } };
    },
    remove: ({ id }, { FunctionName }) => {
      registry.removePermission(registry.target(FunctionName).functionName, id);
    },
  });
}

/** Lambda API Reference, AddPermission: a service, an account or the ARN of somebody in one. */
function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (principal.includes('.amazonaws.com')) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal };
}
