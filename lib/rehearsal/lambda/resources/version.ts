import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import type { Lambda } from '../lambda';

/** `AWS::Lambda::Version`: publishes what the function is at that moment. */
export function versionResource(lambda: Lambda): ResourceProvider {
  return provideResource({
    type: 'AWS::Lambda::Version',
    properties: { FunctionName: v.string(), Description: v.optional(v.string()) },
    create: ({ FunctionName }) => {
      const { functionName } = lambda.registry.target(FunctionName);
      const version = lambda.registry.publish(functionName);
      const arn = `${lambda.registry.arn(functionName)}:${version}`;
      return { id: arn, attributes: { Version: version, FunctionArn: arn } };
    },
    remove: async ({ attributes }, { FunctionName }) => {
      const { functionName } = lambda.registry.target(FunctionName);
      if (lambda.registry.hasFunction(functionName)) await lambda.removeVersion(functionName, attributes.Version ?? '');
    },
  });
}
