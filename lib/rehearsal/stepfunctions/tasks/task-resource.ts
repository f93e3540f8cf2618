import { NotEmulated } from '../../kernel/not-emulated';
import { type SdkClient, SDK_CLIENTS } from './sdk-clients';

/** How a task ends. */
type Pattern = 'request-response' | 'wait-for-task-token';

/** What a Task state calls. */
export type TaskResource =
  /** A function's own ARN. */
  | { readonly kind: 'function'; readonly arn: string }
  | {
      readonly kind: 'lambda-invoke';
      readonly pattern: Pattern;
      readonly resource: string;
      readonly resourceType: string;
    }
  | {
      readonly kind: 'start-execution';
      /** `sync` waits for the end; `sync:2` also reads the output as JSON. */
      readonly pattern: Pattern | 'sync' | 'sync:2';
      readonly resource: string;
      readonly resourceType: string;
    }
  /** An API that Step Functions has an integration of its own for. */
  | {
      readonly kind: 'optimized';
      readonly integration: OptimizedIntegration;
      readonly operation: string;
      readonly pattern: Pattern;
      readonly resource: string;
      readonly resourceType: string;
    }
  /** Any other API, as the AWS SDK has it. */
  | {
      readonly kind: 'sdk';
      readonly client: SdkClient;
      readonly operation: string;
      readonly pattern: Pattern;
      readonly resource: string;
      readonly resourceType: string;
    };

export interface OptimizedIntegration {
  /** By its IAM prefix. */
  readonly service: string;
  /** What its errors begin with. */
  readonly errorPrefix: string;
  /** The error's name where the service's client knows none of its own. */
  readonly otherError: string;
  /** What its errors call the service. */
  readonly client: string;
  /** Members that take text: JSON is written into them. */
  readonly textMembers: readonly string[];
}

/** Step Functions Developer Guide, "Integrating optimized services". */
const OPTIMIZED: Readonly<
  Record<string, { readonly operations: readonly string[]; readonly integration: OptimizedIntegration }>
> = {
  dynamodb: {
    operations: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
    integration: {
      service: 'dynamodb',
      errorPrefix: 'DynamoDB',
      otherError: 'AmazonDynamoDBException',
      client: 'AmazonDynamoDBv2',
      textMembers: [],
    },
  },
  sns: {
    operations: ['publish'],
    integration: {
      service: 'sns',
      errorPrefix: 'SNS',
      otherError: 'AmazonSNSException',
      client: 'AmazonSNS',
      textMembers: ['Message'],
    },
  },
  sqs: {
    operations: ['sendMessage'],
    integration: {
      service: 'sqs',
      errorPrefix: 'SQS',
      otherError: 'AmazonSQSException',
      client: 'AmazonSQS',
      textMembers: ['MessageBody'],
    },
  },
  events: {
    operations: ['putEvents'],
    integration: {
      service: 'events',
      errorPrefix: 'EventBridge',
      otherError: 'AmazonEventBridgeException',
      client: 'AmazonEventBridge',
      textMembers: ['Detail'],
    },
  },
};

const FUNCTION = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const SDK = /^aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/;
const WAIT = '.waitForTaskToken';

/** Reads a `Resource`. One that is not emulated stops by name. */
export function readTaskResource(arn: string, where: string): TaskResource {
  if (FUNCTION.test(arn)) return { kind: 'function', arn };
  const unknown = () => new NotEmulated(`The task resource ${arn}`, where);
  const prefix = 'arn:aws:states:::';
  if (!arn.startsWith(prefix)) throw unknown();
  const target = arn.slice(prefix.length);
  const pattern: Pattern = target.endsWith(WAIT) ? 'wait-for-task-token' : 'request-response';
  const called = target.endsWith(WAIT) ? target.slice(0, -WAIT.length) : target;
  const at = target.lastIndexOf(':', target.endsWith('.sync:2') ? target.length - 3 : undefined);
  const names = { pattern, resourceType: target.slice(0, at), resource: target.slice(at + 1) };
  if (called === 'lambda:invoke') return { kind: 'lambda-invoke', ...names };
  if (called === 'states:startExecution') return { kind: 'start-execution', ...names };
  if (target === 'states:startExecution.sync') return { kind: 'start-execution', ...names, pattern: 'sync' };
  if (target === 'states:startExecution.sync:2') return { kind: 'start-execution', ...names, pattern: 'sync:2' };
  const [, sdkService, sdkOperation] = SDK.exec(called) ?? [];
  if (sdkService !== undefined && sdkOperation !== undefined) {
    const client = SDK_CLIENTS[sdkService];
    if (!client) throw new NotEmulated(`The service ${sdkService} of ${arn}`, where);
    return { kind: 'sdk', client, operation: pascalCase(sdkOperation), ...names };
  }
  const [service = '', operation = ''] = called.split(':');
  const optimized = OPTIMIZED[service];
  if (!optimized?.operations.includes(operation)) throw unknown();
  // DynamoDB is called and has answered; there is nothing to hand a token to.
  if (service === 'dynamodb' && pattern === 'wait-for-task-token') throw unknown();
  return { kind: 'optimized', integration: optimized.integration, operation: pascalCase(operation), ...names };
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
