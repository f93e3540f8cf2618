import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { templateNumber } from '../../kernel/template-values';
import { ASYNCHRONOUS_DEFAULTS } from '../asynchronous-delivery';
import type { FunctionRegistry } from '../function-registry';

/** Functions are the destinations that are emulated. */
const destination = v.optional(v.strictObject({ Destination: v.pipe(v.string(), v.includes(':lambda:')) }));

/** `AWS::Lambda::EventInvokeConfig`: what becomes of asynchronous invocations that fail, and of those that do not. */
export function eventInvokeConfigResource(registry: FunctionRegistry): ResourceProvider {
  const properties = {
    DestinationConfig: v.optional(v.strictObject({ OnFailure: destination, OnSuccess: destination })),
    FunctionName: v.string(),
    MaximumEventAgeInSeconds: v.optional(templateNumber),
    MaximumRetryAttempts: v.optional(templateNumber),
    Qualifier: v.literal('$LATEST'),
  };
  const configure = (given: v.InferOutput<v.StrictObjectSchema<typeof properties, undefined>>) => {
    const { OnFailure, OnSuccess } = given.DestinationConfig ?? {};
    registry.configureAsynchronous(registry.target(given.FunctionName).functionName, {
      retries: given.MaximumRetryAttempts ?? ASYNCHRONOUS_DEFAULTS.retries,
      maximumEventAgeMs:
        given.MaximumEventAgeInSeconds === undefined
          ? ASYNCHRONOUS_DEFAULTS.maximumEventAgeMs
          : given.MaximumEventAgeInSeconds * 1000,
      ...(OnFailure ? { onFailure: OnFailure.Destination } : {}),
      ...(OnSuccess ? { onSuccess: OnSuccess.Destination } : {}),
    });
  };
  return provideResource({
    type: 'AWS::Lambda::EventInvokeConfig',
    properties,
    replacedBy: ['FunctionName', 'Qualifier'],
    claim: ({ FunctionName, Qualifier }) => {
      const { functionName } = registry.target(FunctionName);
      const isTaken =
        registry.hasFunction(functionName) && registry.asynchronousSettings(functionName) !== ASYNCHRONOUS_DEFAULTS;
      return { identity: `${functionName}|${Qualifier}`, isTaken };
    },
    create: (given, context) => {
      configure(given);
      return { id: context.generatedName, attributes: {} };
    },
    update: ({ physical, next }) => {
      configure(next);
      return physical;
    },
    remove: (_, given) => {
      const { functionName } = registry.target(given.FunctionName);
      if (registry.hasFunction(functionName)) registry.configureAsynchronous(functionName, ASYNCHRONOUS_DEFAULTS);
    },
  });
}
