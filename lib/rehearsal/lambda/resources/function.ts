import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import { provideResource, type ResourceContext, type ResourceProvider } from '../../kernel/resource-provider';
import { strings, tags, templateNumber } from '../../kernel/template-values';
import { checkFunctionName } from '../check-name';
import { codeFrom, type CodeArchives, type FunctionCode, type FunctionConfiguration } from '../function-configuration';
import { modelFix } from '../function-model';
import type { Lambda } from '../lambda';

const properties = {
  Architectures: v.optional(strings),
  Code: v.strictObject({
    ImageUri: v.optional(v.string()),
    S3Bucket: v.optional(v.string()),
    S3Key: v.optional(v.string()),
  }),
  DeadLetterConfig: v.optional(
    v.strictObject({ TargetArn: v.optional(v.pipe(v.string(), v.regex(/^arn:aws[\w-]*:(sqs|sns):/))) }),
  ),
  Description: v.optional(v.string()),
  Environment: v.optional(v.strictObject({ Variables: v.record(v.string(), v.string()) })),
  FunctionName: v.optional(v.string()),
  Handler: v.optional(v.string()),
  ImageConfig: v.optional(
    v.strictObject({
      Command: v.optional(strings),
      EntryPoint: v.optional(strings),
      WorkingDirectory: v.optional(v.string()),
    }),
  ),
  LoggingConfig: v.optional(
    v.strictObject({
      ApplicationLogLevel: v.optional(v.picklist(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'])),
      LogFormat: v.optional(v.picklist(['Text', 'JSON'])),
      LogGroup: v.optional(v.string()),
      SystemLogLevel: v.optional(v.picklist(['DEBUG', 'INFO', 'WARN'])),
    }),
  ),
  MemorySize: v.optional(templateNumber),
  PackageType: v.optional(v.picklist(['Zip', 'Image'])),
  ReservedConcurrentExecutions: v.optional(templateNumber),
  Role: v.string(),
  Runtime: v.optional(v.string()),
  Tags: tags,
  Timeout: v.optional(templateNumber),
  TracingConfig: v.optional(v.strictObject({ Mode: v.string() })),
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof properties, undefined>>;

/** Lambda Developer Guide, "Configuring reserved concurrency": what functions without a reservation are left. */
const LEAST_UNRESERVED = 100;

/**
 * `AWS::Lambda::Function`. Handlers for Node.js with their code in S3 are run; for other runtimes and for container
 * images, the scenario's model answers.
 */
export function functionResource(
  lambda: Lambda,
  archives: CodeArchives,
  /** Whether Lambda may assume a role. */
  canAssume: (roleArn: string) => boolean,
): ResourceProvider {
  const { registry } = lambda;
  const codeOf = ({ Code: { ImageUri, S3Bucket, S3Key } }: Properties) => {
    if (ImageUri !== undefined)
      return { codeDirectory: '', codeKey: ImageUri, codeSha256: () => imageSha256(ImageUri) };
    if (S3Bucket === undefined || S3Key === undefined) {
      throw invalid('Please provide a source for function code: S3Bucket and S3Key, or ImageUri.');
    }
    return codeFrom(archives, S3Bucket, S3Key);
  };
  const configure = (
    name: string,
    given: Properties,
    context: ResourceContext,
    code: (given: Properties) => FunctionCode = codeOf,
  ): FunctionConfiguration => {
    const runtime = runtimeOf(given);
    const modelled = !runtime.startsWith('nodejs');
    if (modelled && !lambda.hasModel(name, [name, context.logicalId])) {
      const what = given.PackageType === 'Image' ? 'PackageType Image' : `Runtime ${runtime}`;
      throw new NotEmulated(what, context.where, modelFix(context.logicalId));
    }
    const deadLetterArn = given.DeadLetterConfig?.TargetArn;
    const logging = given.LoggingConfig ?? {};
    if (!canAssume(given.Role)) throw invalid('The role defined for the function cannot be assumed by Lambda.');
    if (deadLetterArn !== undefined) lambda.checkDeadLetter(given.Role, deadLetterArn, context.where);
    return {
      ...code(given),
      handler: given.Handler ?? '',
      runtime,
      roleArn: given.Role,
      timeoutMs: (given.Timeout ?? 3) * 1000,
      memoryMb: given.MemorySize ?? 128,
      environment: given.Environment?.Variables ?? {},
      logGroup: logging.LogGroup ?? `/aws/lambda/${name}`,
      ...(logging.LogFormat === 'JSON' ? { jsonLogLevel: logging.ApplicationLogLevel ?? 'INFO' } : {}),
      ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
      ...(modelled ? { modelled } : {}),
    };
  };
  const checkReservation = (name: string, reserved = 0) => {
    const left = lambda.options.accountConcurrency - registry.reservedInAll + (registry.reserved(name) ?? 0) - reserved;
    if (reserved > 0 && left < LEAST_UNRESERVED) {
      throw invalid(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`,
      );
    }
  };
  const physical = (name: string) => ({ id: name, attributes: { Arn: registry.arn(name) } });
  return provideResource({
    type: 'AWS::Lambda::Function',
    properties,
    replacedBy: ['FunctionName'],
    create: (given, context) => {
      const name = given.FunctionName ?? context.generatedName.slice(0, 64);
      checkFunctionName(name);
      checkReservation(name, given.ReservedConcurrentExecutions);
      lambda.create(name, configure(name, given, context));
      registry.reserve(name, given.ReservedConcurrentExecutions);
      return physical(name);
    },
    update: ({ physical: { id }, previous, next }, context) => {
      checkReservation(id, next.ReservedConcurrentExecutions);
      // CloudFormation hands on what changed: code that a template names as before stays as it is by now.
      const kept = () => {
        const { codeDirectory, codeKey, codeSha256 } = registry.version(id, '$LATEST').configuration;
        return { codeDirectory, codeKey, codeSha256 };
      };
      const isSameCode = JSON.stringify(previous.Code) === JSON.stringify(next.Code);
      registry.update(id, configure(id, next, context, isSameCode ? kept : codeOf));
      registry.reserve(id, next.ReservedConcurrentExecutions);
      return physical(id);
    },
    remove: ({ id }) => {
      registry.remove(id);
    },
  });
}

/** What a function runs on; an image brings its own. */
function runtimeOf({ PackageType, Runtime, Handler }: Properties): string {
  if (PackageType === 'Image') return 'image';
  if (Runtime === undefined || Handler === undefined) {
    throw invalid('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
  }
  return Runtime;
}

/** Of an image Lambda says its digest. One that is named by a tag nobody has pulled: a digest of its address stands for it. */
function imageSha256(imageUri: string): string {
  const [, digest] = /@sha256:([0-9a-f]{64})$/.exec(imageUri) ?? [];
  return digest ?? createHash('sha256').update(imageUri).digest('hex');
}

function invalid(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', message);
}
