import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';
import type { Place } from '../../kernel/place';
import type { Randomness } from '../../kernel/randomness';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { strings, tags, templateBoolean, templateNumber } from '../../kernel/template-values';
import type { EventSourcePorts } from '../event-source/event-source-ports';
import { INITIAL_CONCURRENCY, type EventSourceSettings } from '../event-source/event-source-settings';
import { QueuePoller } from '../event-source/queue-poller';
import type { FunctionRegistry } from '../function-registry';

const PROPERTIES = {
  BatchSize: v.optional(templateNumber, 10),
  Enabled: v.optional(templateBoolean, true),
  /** Queues are the sources that are emulated. */
  EventSourceArn: v.pipe(v.string(), v.includes(':sqs:')),
  FilterCriteria: v.optional(v.strictObject({ Filters: v.array(v.strictObject({ Pattern: v.string() })) })),
  FunctionName: v.string(),
  FunctionResponseTypes: v.optional(
    v.pipe(
      strings,
      v.everyItem((type) => type === 'ReportBatchItemFailures'),
    ),
    [],
  ),
  MaximumBatchingWindowInSeconds: v.optional(templateNumber, 0),
  ScalingConfig: v.optional(v.strictObject({ MaximumConcurrency: v.optional(templateNumber) })),
  Tags: tags,
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof PROPERTIES, undefined>>;

/** Filter rules of EventBridge that Lambda does not have: Lambda Developer Guide, "Filter rule syntax". */
const UNKNOWN_RULES = /"(wildcard|cidr)"\s*:/;

/** `AWS::Lambda::EventSourceMapping`, from a queue to a function. */
export function eventSourceMappingResource(
  registry: FunctionRegistry,
  own: { readonly place: Place; readonly randomness: Randomness },
  ports: EventSourcePorts,
): ResourceProvider {
  const pollers = new Map<string, QueuePoller>();
  const claimants = new Map<string, string>();
  const start = (id: string, given: Properties, where: string) => {
    const settings = settingsOf(given);
    check(settings, registry, ports, where);
    const poller = new QueuePoller(settings, ports);
    pollers.get(id)?.stop();
    pollers.set(id, poller);
    claimants.set(id, identityOf(given, registry));
    if (given.Enabled) poller.start();
  };
  return provideResource({
    type: 'AWS::Lambda::EventSourceMapping',
    properties: PROPERTIES,
    replacedBy: ['EventSourceArn'],
    claim: (given) => {
      const identity = identityOf(given, registry);
      const [id] = [...claimants].find(([, claimed]) => claimed === identity) ?? [];
      return { identity, isTaken: id !== undefined, refusal: mappingExists(given, id, registry) };
    },
    create: (given, { generatedName, where }) => {
      const digits = own.randomness.identifier(`event source mapping ${generatedName}`, 32, '0123456789abcdef');
      const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      start(id, given, where);
      const arn = own.place.arn('lambda', `event-source-mapping:${id}`);
      return { id, attributes: { Id: id, EventSourceMappingArn: arn } };
    },
    update: ({ physical, next }, { where }) => {
      start(physical.id, next, where);
      return physical;
    },
    remove: ({ id }) => {
      pollers.get(id)?.stop();
      pollers.delete(id);
      claimants.delete(id);
    },
  });
}

/** A function takes a queue once: by its name, its version or its alias. */
function identityOf({ EventSourceArn, FunctionName }: Properties, registry: FunctionRegistry): string {
  const { functionName, qualifier } = registry.target(FunctionName);
  return `${EventSourceArn} ${functionName}:${qualifier ?? '$LATEST'}`;
}

function mappingExists(
  { EventSourceArn, FunctionName }: Properties,
  id: string | undefined,
  registry: FunctionRegistry,
): ApiError {
  const { functionName } = registry.target(FunctionName);
  const message = `An event source mapping with SQS arn (" ${EventSourceArn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${id}`;
  return new ApiError('ResourceConflictException', message, 409);
}

function settingsOf(given: Properties): EventSourceSettings {
  return {
    queueArn: given.EventSourceArn,
    functionName: given.FunctionName,
    batchSize: given.BatchSize,
    batchingWindowMs: given.MaximumBatchingWindowInSeconds * 1000,
    reportsBatchItemFailures: given.FunctionResponseTypes.length > 0,
    maximumConcurrency: given.ScalingConfig?.MaximumConcurrency ?? INITIAL_CONCURRENCY,
    patterns: (given.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
  };
}

/** Refuses what Lambda refuses: Lambda API Reference, CreateEventSourceMapping. */
function check(
  settings: EventSourceSettings,
  registry: FunctionRegistry,
  ports: EventSourcePorts,
  where: string,
): void {
  const { batchSize, batchingWindowMs, maximumConcurrency, patterns, queueArn } = settings;
  const queue = ports.describe(queueArn);
  if (!queue)
    throw refuse(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.`,
    );
  if (batchSize < 1 || batchSize > (queue.fifo ? 10 : 10_000))
    throw refuse(`The batch size ${batchSize} is out of range.`);
  if (batchingWindowMs < 0 || batchingWindowMs > 300_000)
    throw refuse('The maximum batch window must be between 0 and 300 seconds.');
  if (queue.fifo && batchingWindowMs > 0) throw refuse('Batching window is not supported for FIFO queues.');
  if (batchSize > 10 && batchingWindowMs < 1000) {
    throw refuse('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  }
  if (maximumConcurrency < 2 || maximumConcurrency > 1000)
    throw refuse('The maximum concurrency must be between 2 and 1000.');
  const { roleArn, timeoutMs } = configurationOf(registry, settings.functionName);
  if (queue.visibilityTimeoutSeconds * 1000 < timeoutMs) {
    throw refuse(
      `Queue visibility timeout: ${queue.visibilityTimeoutSeconds} seconds is less than Function timeout: ${timeoutMs / 1000} seconds`,
    );
  }
  if (ports.mayPoll?.(roleArn, queueArn) === false) {
    throw refuse('The function execution role does not have permissions to call ReceiveMessage on SQS');
  }
  const unknown = patterns.map((pattern) => UNKNOWN_RULES.exec(pattern)?.[1]).find((rule) => rule !== undefined);
  if (unknown !== undefined)
    throw refuse(`Invalid filter pattern definition: ${unknown} is not a rule of Lambda's filters.`);
  if (patterns.length > 0 && !ports.filter) throw new NotEmulated('FilterCriteria of an event source mapping', where);
}

function configurationOf(registry: FunctionRegistry, name: string) {
  const { functionName, qualifier = '$LATEST' } = registry.target(name);
  if (!registry.hasFunction(functionName)) throw refuse('Function does not exist');
  const version = registry.alias(functionName, qualifier)?.version ?? qualifier;
  const isPublished = registry.versions(functionName).some((one) => one.version === version);
  if (version !== '$LATEST' && !isPublished) throw refuse('Function does not exist');
  return registry.version(functionName, version).configuration;
}

function refuse(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', message);
}
