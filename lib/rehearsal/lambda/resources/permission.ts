import * as v from 'valibot';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';

/** `AWS::Lambda::Permission`: kept as it is; access is not decided yet. */
export function permissionResource(): ResourceProvider {
  return provideResource({
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: v.string(),
      FunctionName: v.string(),
      Principal: v.string(),
      SourceAccount: v.optional(v.string()),
      SourceArn: v.optional(v.string()),
    },
    create: (_, context) => ({ id: context.generatedName, attributes: { Id: context.generatedName } }),
    remove: () => undefined,
  });
}
