interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Adds a value to one metric. */
type Put = (timestamp: number, value: number) => void;
/** Asked for once for each metric, so that whoever keeps them looks it up once. */
export type ApiMetricRecorder = (metric: Metric, unit: string) => Put;

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

type OfRequests = Readonly<Record<'count' | 'clientError' | 'serverError' | 'latency' | 'integrationLatency', Put>>;

/**
 * Counts requests in `AWS/ApiGateway`, each when it is answered: by the API, and by the API with the stage (API Gateway
 * Developer Guide, "Working with metrics for HTTP APIs").
 */
export class ApiMetrics {
  private readonly known = new Map<string, readonly OfRequests[]>();

  constructor(private readonly recorder: ApiMetricRecorder) {}

  record({ apiId, stage, status, at, latencyMs, integrationLatencyMs }: AnsweredRequest): void {
    for (const metrics of this.metricsOf(apiId, stage)) {
      metrics.count(at, 1);
      // Zeros as well, so that the average is the share of requests that went wrong.
      metrics.clientError(at, status >= 400 && status < 500 ? 1 : 0);
      metrics.serverError(at, status >= 500 ? 1 : 0);
      if (latencyMs !== undefined) metrics.latency(at, latencyMs);
      if (integrationLatencyMs !== undefined) metrics.integrationLatency(at, integrationLatencyMs);
    }
  }

  private metricsOf(apiId: string, stage: string | undefined): readonly OfRequests[] {
    const key = `${apiId} ${stage ?? ''}`;
    let metrics = this.known.get(key);
    if (!metrics) {
      metrics =
        stage === undefined
          ? [this.named({ ApiId: apiId })]
          : [...this.metricsOf(apiId, undefined), this.named({ ApiId: apiId, Stage: stage })];
      this.known.set(key, metrics);
    }
    return metrics;
  }

  private named(dimensions: Metric['dimensions']): OfRequests {
    const metric = (name: string, unit: string) =>
      this.recorder({ namespace: 'AWS/ApiGateway', name, dimensions }, unit);
    return {
      count: metric('Count', 'Count'),
      clientError: metric('4xx', 'Count'),
      serverError: metric('5xx', 'Count'),
      latency: metric('Latency', 'Milliseconds'),
      integrationLatency: metric('IntegrationLatency', 'Milliseconds'),
    };
  }
}
