import type { HealthDefinition } from '../../domain/gates/health/health-definition';
import { asExpectation } from '../../domain/suite/expectation';
import { wholeProps } from '../sound-props';

export interface HttpProbeProps {
  /**
   * The HTTP method.
   *
   * @default GET
   */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /**
   * The path, beginning with a slash.
   *
   * @default /health
   */
  readonly path?: string;
  /**
   * The status that a healthy function answers.
   *
   * @default 200
   */
  readonly status?: number;
  /**
   * Header fields by name.
   *
   * @default - none but the mark of the gate
   */
  readonly headers?: Record<string, string>;
  /**
   * The body; text as it is, anything else as JSON.
   *
   * @default - none
   */
  readonly body?: unknown;
  /**
   * What the answer must be beside its status: values or matchers by path, such as
   * `{ 'body.database': 'up', 'body.queue.depth': { atMost: 10 } }`.
   *
   * @default - any
   */
  readonly expect?: Record<string, unknown>;
}

export interface EventProbeProps {
  /**
   * What the answer must be: values or matchers by path into it.
   *
   * @default - any, as long as the function does not fail
   */
  readonly expect?: Record<string, unknown>;
}

/** @internal */
interface BoundProbe {
  /** What is shipped of it. */
  readonly definition: HealthDefinition['probe'];
  readonly problems: readonly string[];
}

/** What a health gate sends to the function. */
export class Probe {
  /** A request to an HTTP API, sent as the event that API Gateway would make of it (payload format 2.0). */
  static http(props: HttpProbeProps = {}): Probe {
    const { given, problems } = wholeProps(props, ['method', 'path', 'status', 'headers', 'body', 'expect']);
    const { method = 'GET', path = '/health', status = 200, headers, body } = given;
    const request = { method, path, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) };
    return new Probe({ definition: { kind: 'http', request, status, ...expectOf(given) }, problems });
  }

  /** Any event; the function is healthy when it does not fail, and answers as expected where that is said. */
  static event(event: unknown, props: EventProbeProps = {}): Probe {
    const { given, problems } = wholeProps(props, ['expect']);
    return new Probe({ definition: { kind: 'event', event, ...expectOf(given) }, problems });
  }

  private constructor(private readonly bound: BoundProbe) {}

  /** @internal */
  _bindToGate(): BoundProbe {
    return this.bound;
  }
}

/** Expectations as they are shipped; what is wrong with them is said with the rest of the gate. */
function expectOf({ expect }: { readonly expect?: Record<string, unknown> }) {
  if (!expect) return {};
  const entries = Object.entries(expect).map(([path, value]) => [path, asExpectation(value)] as const);
  return { expect: Object.fromEntries(entries) };
}
