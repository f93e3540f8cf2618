import { ApiError } from '../../kernel/api-error';
import { StatesError } from '../run/states-error';

/** How a client names the errors of its service. */
export interface ErrorNaming {
  /** Before the dot, such as `CodeDeploy`. */
  readonly prefix: string;
  /** The name of an error that the client has no class for; left out where every code becomes a name. */
  readonly other?: string;
  /** Codes that the client has no class for. */
  readonly unmodelled: readonly string[];
  /** The cause: the message and who said it. */
  cause(error: ApiError): string;
}

/** Waits for an API, and turns its refusal into an error that `Retry` and `Catch` know. */
export async function orStatesError<T>(call: Promise<T>, naming: ErrorNaming): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new StatesError(`${naming.prefix}.${nameOf(error.code, naming)}`, naming.cause(error));
  }
}

/** Clients of the AWS SDK for Java name their classes: `NoSuchKey` is a `NoSuchKeyException`. */
function nameOf(code: string, { other, unmodelled }: ErrorNaming): string {
  if (other !== undefined && unmodelled.includes(code)) return other;
  return code.endsWith('Exception') ? code : `${code}Exception`;
}

/** Version 1 of the SDK for Java, which the optimized integrations speak through. */
export function optimizedNaming(prefix: string, other: string, client: string, requestId: () => string): ErrorNaming {
  return {
    prefix,
    other,
    unmodelled: ['AccessDenied', 'AccessDeniedException', 'ValidationException', 'UnrecognizedClientException'],
    cause: ({ message, statusCode, code }) =>
      `${message} (Service: ${client}; Status Code: ${statusCode}; Error Code: ${code}; Request ID: ${requestId()}; Proxy: null)`,
  };
}

/** Version 2 of the SDK for Java, which the SDK integrations speak through. */
export function sdkNaming(client: string, requestId: () => string): ErrorNaming {
  return {
    prefix: client,
    // On record for DynamoDB: its client has no class for validation errors.
    ...(client === 'DynamoDb' ? { other: 'DynamoDbException' } : {}),
    unmodelled: ['ValidationException'],
    cause: ({ message, statusCode }) =>
      `${message} (Service: ${client}, Status Code: ${statusCode}, Request ID: ${requestId()}) (SDK Attempt Count: 1)`,
  };
}
