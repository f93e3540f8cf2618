interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Takes the same object for the same metric every time: whoever keeps metrics may find it by that. */
export type RecordApiMetric = (metric: Metric, timestamp: number, value: number, unit: string) => void;

/** A request that was answered. */
export interface AnsweredRequest {
  readonly apiId: string;
  /** Missing where no stage took it. */
  readonly stage: string | undefined;
  readonly status: number;
  /** When it was answered, in milliseconds since the epoch. */
  readonly at: number;
  /** From the request to the answer. Missing where only a model knows of the request. */
  readonly latencyMs?: number;
  /** How much of it the function took; missing where none was asked. */
  readonly integrationLatencyMs?: number;
}

type OfRequests = Readonly<Record<'count' | 'clientError' | 'serverError' | 'latency' | 'integrationLatency', Metric>>;

/**
 * Counts requests in `AWS/ApiGateway`, each when it is answered: by the API, and by the API with the stage (API Gateway
 * Developer Guide, "Working with metrics for HTTP APIs").
 */
export class ApiMetrics {
  private readonly known = new Map<string, readonly OfRequests[]>();

  constructor(private readonly put: RecordApiMetric) {}

  record({ apiId, stage, status, at, latencyMs, integrationLatencyMs }: AnsweredRequest): void {
    for (const metrics of this.metricsOf(apiId, stage)) {
      this.put(metrics.count, at, 1, 'Count');
      // Zeros as well, so that the average is the share of requests that went wrong.
      this.put(metrics.clientError, at, status >= 400 && status < 500 ? 1 : 0, 'Count');
      this.put(metrics.serverError, at, status >= 500 ? 1 : 0, 'Count');
      if (latencyMs !== undefined) this.put(metrics.latency, at, latencyMs, 'Milliseconds');
      if (integrationLatencyMs !== undefined) {
        this.put(metrics.integrationLatency, at, integrationLatencyMs, 'Milliseconds');
      }
    }
  }

  private metricsOf(apiId: string, stage: string | undefined): readonly OfRequests[] {
    const key = `${apiId} ${stage ?? ''}`;
    let metrics = this.known.get(key);
    if (!metrics) {
      metrics =
        stage === undefined
          ? [named({ ApiId: apiId })]
          : [...this.metricsOf(apiId, undefined), named({ ApiId: apiId, Stage: stage })];
      this.known.set(key, metrics);
    }
    return metrics;
  }
}

function named(dimensions: Readonly<Record<string, string>>): OfRequests {
  const metric = (name: string) => ({ namespace: 'AWS/ApiGateway', name, dimensions });
  return {
    count: metric('Count'),
    clientError: metric('4xx'),
    serverError: metric('5xx'),
    latency: metric('Latency'),
    integrationLatency: metric('IntegrationLatency'),
  };
}
