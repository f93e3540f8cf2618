import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { checkAliasName } from '../check-name';
import type { FunctionRegistry } from '../function-registry';

/** `AWS::Lambda::Alias`. A change by way of CodeDeploy is CloudFormation's business; this is the plain change. */
export function aliasResource(registry: FunctionRegistry): ResourceProvider {
  const arnOf = (functionName: string, name: string) => `${registry.arn(functionName)}:${name}`;
  const put = (functionName: string, name: string, version: string) => {
    checkAliasName(name);
    registry.putAlias(functionName, { name, version });
    const arn = arnOf(functionName, name);
    return { id: arn, attributes: { AliasArn: arn } };
  };
  return provideResource({
    type: 'AWS::Lambda::Alias',
    properties: {
      FunctionName: v.string(),
      FunctionVersion: v.string(),
      Name: v.string(),
      Description: v.optional(v.string()),
    },
    replacedBy: ['FunctionName', 'Name'],
    claim: ({ FunctionName, Name }) => {
      const { functionName } = registry.target(FunctionName);
      const identity = arnOf(functionName, Name);
      return {
        identity,
        isTaken: registry.hasFunction(functionName) && registry.alias(functionName, Name) !== undefined,
        refusal: new ApiError('ResourceConflictException', `Alias already exists: ${identity}`, 409),
      };
    },
    create: (given) => put(registry.target(given.FunctionName).functionName, given.Name, given.FunctionVersion),
    update: ({ next }) => put(registry.target(next.FunctionName).functionName, next.Name, next.FunctionVersion),
    remove: (_, { FunctionName, Name }) => {
      const { functionName } = registry.target(FunctionName);
      if (registry.hasFunction(functionName)) registry.removeAlias(functionName, Name);
    },
  });
}
