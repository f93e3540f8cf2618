import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { provideResource, type ResourceContext, type ResourceProvider } from '../../kernel/resource-provider';
import { strings, tags, templateNumber } from '../../kernel/template-values';
import type { FunctionConfiguration } from '../function-configuration';
import type { FunctionRegistry } from '../function-registry';

const properties = {
  Architectures: v.optional(strings),
  Code: v.strictObject({ S3Bucket: v.string(), S3Key: v.string() }),
  Description: v.optional(v.string()),
  Environment: v.optional(v.strictObject({ Variables: v.record(v.string(), v.string()) })),
  FunctionName: v.optional(v.string()),
  Handler: v.string(),
  LoggingConfig: v.optional(
    v.strictObject({
      ApplicationLogLevel: v.optional(v.string()),
      LogFormat: v.optional(v.string()),
      LogGroup: v.optional(v.string()),
      SystemLogLevel: v.optional(v.string()),
    }),
  ),
  MemorySize: v.optional(templateNumber),
  Role: v.string(),
  Runtime: v.string(),
  Tags: tags,
  Timeout: v.optional(templateNumber),
  TracingConfig: v.optional(v.strictObject({ Mode: v.string() })),
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof properties, undefined>>;

/** `AWS::Lambda::Function`, of Node.js and with its code in S3. */
export function functionResource(
  registry: FunctionRegistry,
  /** The folder of a code archive in S3, unpacked. */
  codeDirectory: (bucket: string, key: string) => string | undefined,
  /** Whether Lambda may assume a role. */
  canAssume: (roleArn: string) => boolean,
): ResourceProvider {
  const configure = (name: string, given: Properties, context: ResourceContext): FunctionConfiguration => {
    if (!given.Runtime.startsWith('nodejs')) {
      throw new NotEmulated(`Runtime ${given.Runtime}`, context.where, 'Only handlers for Node.js can be run.');
    }
    if (!canAssume(given.Role)) {
      throw new ApiError(
        'InvalidParameterValueException',
        'The role defined for the function cannot be assumed by Lambda.',
      );
    }
    const directory = codeDirectory(given.Code.S3Bucket, given.Code.S3Key);
    if (directory === undefined) {
      const place = `${given.Code.S3Bucket}/${given.Code.S3Key}`;
      throw new ApiError('NoSuchKey', `Error occurred while GetObject ${place}. The specified key does not exist.`);
    }
    return {
      codeDirectory: directory,
      codeKey: given.Code.S3Key,
      handler: given.Handler,
      runtime: given.Runtime,
      roleArn: given.Role,
      timeoutMs: (given.Timeout ?? 3) * 1000,
      memoryMb: given.MemorySize ?? 128,
      environment: given.Environment?.Variables ?? {},
      logGroup: given.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    };
  };
  const physical = (name: string) => ({ id: name, attributes: { Arn: registry.arn(name) } });
  return provideResource({
    type: 'AWS::Lambda::Function',
    properties,
    replacedBy: ['FunctionName'],
    create: (given, context) => {
      const name = given.FunctionName ?? context.generatedName.slice(0, 64);
      registry.create(name, configure(name, given, context));
      return physical(name);
    },
    update: ({ physical: { id }, next }, context) => {
      registry.update(id, configure(id, next, context));
      return physical(id);
    },
    remove: ({ id }) => {
      registry.remove(id);
    },
  });
}
