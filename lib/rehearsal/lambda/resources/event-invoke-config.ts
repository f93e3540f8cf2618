import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { templateNumber } from '../../kernel/template-values';
import type { FunctionRegistry } from '../function-registry';
import { parseTarget } from '../target';

/** `AWS::Lambda::EventInvokeConfig`: how often a failed asynchronous invocation is tried again. */
export function eventInvokeConfigResource(registry: FunctionRegistry): ResourceProvider {
  const configure = (name: string, retries: number | undefined) => {
    registry.setAsynchronousRetries(parseTarget(name).functionName, retries ?? 2);
  };
  return provideResource({
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: {
      FunctionName: v.string(),
      MaximumEventAgeInSeconds: v.optional(templateNumber),
      MaximumRetryAttempts: v.optional(templateNumber),
      Qualifier: v.literal('$LATEST'),
    },
    replacedBy: ['FunctionName', 'Qualifier'],
    create: (given, context) => {
      configure(given.FunctionName, given.MaximumRetryAttempts);
      return { id: context.generatedName, attributes: {} };
    },
    update: ({ physical, next }) => {
      configure(next.FunctionName, next.MaximumRetryAttempts);
      return physical;
    },
    remove: (_, given) => {
      if (registry.hasFunction(parseTarget(given.FunctionName).functionName)) configure(given.FunctionName, undefined);
    },
  });
}
