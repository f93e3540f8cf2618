import type { HealthDefinition } from '../domain/gate/gate-definition';

export interface HttpProbeProps {
  /**
   * The HTTP method.
   *
   * @default GET
   */
  readonly method?: 'GET' | 'POST' | 'HEAD';
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
}

/** What a health gate sends to the function. */
export class Probe {
  /** A request to an HTTP API, sent as the event that API Gateway would make of it (payload format 2.0). */
  static http(props: HttpProbeProps = {}): Probe {
    const { method = 'GET', path = '/health', status = 200 } = props;
    return new Probe({ kind: 'http', request: { method, path }, status });
  }

  /** Any event; the function is healthy when it does not fail. */
  static event(event: unknown): Probe {
    return new Probe({ kind: 'event', event });
  }

  private constructor(readonly definition: HealthDefinition['probe']) {}
}
