import { ApiError } from '../kernel/api-error';

export interface ConcurrencyPorts {
  /** How many invocations the account runs at once. */
  readonly accountConcurrency: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** What is kept for a function alone, and taken from all others. */
  reserved(functionName: string): number | undefined;
  /** The sum of what is kept for single functions. */
  reservedInAll(): number;
}

/** The invocations that count against one limit. */
class Pool {
  /** Those whose end nobody knows yet. */
  open = 0;
  /** When the others end, in milliseconds since the epoch. Those that are over are taken out when it looks full. */
  ends: number[] = [];

  endAt(time: number): void {
    this.ends.push(time);
  }
}

/**
 * Counts the invocations that run at once, and refuses those over the limit: Lambda Developer Guide, "Understanding
 * Lambda function scaling". A function with a reservation counts against it alone, every other one against what is left.
 */
export class ConcurrencyLimits {
  private readonly reservedPools = new Map<string, Pool>();
  private readonly unreserved = new Pool();

  constructor(private readonly ports: ConcurrencyPorts) {}

  /**
   * Begins an invocation. The returned function ends it.
   *
   * @throws ApiError where as many run as may
   */
  begin(functionName: string): () => void {
    const pool = this.enter(functionName);
    pool.open += 1;
    return () => {
      pool.open -= 1;
    };
  }

  /**
   * Begins an invocation of which it is known how long it takes.
   *
   * @throws ApiError where as many run as may
   */
  beginUntil(functionName: string): Pick<Pool, 'endAt'> {
    return this.enter(functionName);
  }

  private enter(functionName: string): Pool {
    const reserved = this.ports.reserved(functionName);
    const pool = reserved === undefined ? this.unreserved : this.reservedPool(functionName);
    const limit = reserved ?? this.ports.accountConcurrency - this.ports.reservedInAll();
    if (pool.open + pool.ends.length < limit) return pool;
    const now = this.ports.now();
    pool.ends = pool.ends.filter((end) => end > now);
    if (pool.open + pool.ends.length < limit) return pool;
    throw throttled(
      reserved === undefined
        ? 'ConcurrentInvocationLimitExceeded'
        : 'ReservedFunctionConcurrentInvocationLimitExceeded',
    );
  }

  private reservedPool(functionName: string): Pool {
    let pool = this.reservedPools.get(functionName);
    if (!pool) {
      pool = new Pool();
      this.reservedPools.set(functionName, pool);
    }
    return pool;
  }
}

/**
 * Lambda API Reference, Invoke: too many requests.
 *
 * @param reason which limit it was, by the API's own words; not known of one that the scenario makes up
 */
export function throttled(reason?: string): ApiError {
  const members = reason === undefined ? undefined : { Reason: reason };
  return new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429, members);
}
