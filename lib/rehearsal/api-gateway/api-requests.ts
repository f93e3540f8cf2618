import type { Place } from '../kernel/place';
import type { Simulation } from '../kernel/simulation';
import { INTERNAL_SERVER_ERROR, NOT_FOUND, SERVICE_UNAVAILABLE, type ApiAnswer } from './api-answer';
import type { ApiGateway } from './api-gateway';
import { ApiMetrics, type ApiMetricRecorder } from './api-metrics';
import type { CustomerRequest } from './customer-request';
import { functionAnswer } from './function-answer';
import { invocationSource } from './invocation-source';
import { requestEvent } from './request-event';
import type { RoutedRequest } from './routed-request';

/** How an invocation ended. `version` is the one that ran. */
export type FunctionOutcome =
  | { readonly kind: 'returned'; readonly version: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly version: string }
  /** No version ran: Lambda had no room, or would not. */
  | { readonly kind: 'throttled' | 'refused' };

export interface ApiRequestsPorts {
  readonly simulation: Pick<Simulation, 'now' | 'at'>;
  readonly place: Place;
  readonly metricRecorder: ApiMetricRecorder;
  /** Whether API Gateway may invoke a function, version or alias, as the integration's role or as itself. */
  mayInvoke(functionArn: string, sourceArn: string, credentialsArn: string | undefined): boolean;
  invoke(functionArn: string, payload: string): Promise<FunctionOutcome>;
}

/** What became of a request. */
export interface ServedApiRequest extends ApiAnswer {
  /** Where it was to go; missing where no route took it. */
  readonly functionArn?: string;
  /** The version that ran, if one did. */
  readonly version?: string;
  /** Why API Gateway answered in the function's place, where the function is not to blame. */
  readonly reason?: string;
}

/** Customers' requests, from their arrival to the answer, with what API Gateway itself says to them. */
export class ApiRequests {
  private readonly metrics: ApiMetrics;

  constructor(
    private readonly gateway: Pick<ApiGateway, 'route' | 'stage' | 'usualStage'>,
    private readonly ports: ApiRequestsPorts,
  ) {
    this.metrics = new ApiMetrics(ports.metricRecorder);
  }

  /** Takes a request through its API. Resolves when the function has ended, though the customer may have left before. */
  async send(request: CustomerRequest): Promise<ServedApiRequest> {
    const routed = this.gateway.route(request.apiId, request.method, request.path);
    if (!routed) {
      this.count(request, NOT_FOUND);
      return { ...NOT_FOUND, reason: 'no route takes it' };
    }
    const { functionArn, routeKey, stage, credentialsArn } = routed;
    const { apiId, method } = request;
    const sourceArn = invocationSource({ apiId, stage, routeKey, method }, this.ports.place);
    if (!this.ports.mayInvoke(functionArn, sourceArn, credentialsArn)) {
      this.count(request, INTERNAL_SERVER_ERROR);
      return { ...INTERNAL_SERVER_ERROR, functionArn, reason: `it may not invoke ${functionArn}` };
    }
    return { ...(await this.forward(request, routed)), functionArn };
  }

  /** Counts a request that only a model knows of: it has no route and no latency. */
  countModelled(apiId: string, failed: boolean): void {
    const stage = this.gateway.usualStage(apiId);
    this.metrics.record({ apiId, stage, status: failed ? 500 : 200, at: this.ports.simulation.now });
  }

  private async forward(request: CustomerRequest, routed: RoutedRequest): Promise<ServedApiRequest> {
    const { simulation, place } = this.ports;
    const forwardedAt = simulation.now;
    const payload = JSON.stringify(requestEvent(request, routed, place));
    const invoked = this.ports.invoke(routed.functionArn, payload);
    let cancel: (() => void) | undefined;
    const timeout = new Promise<undefined>((resolve) => {
      cancel = simulation.at(forwardedAt + routed.timeoutMs, () => {
        resolve(undefined);
      });
    });
    const outcome = await Promise.race([invoked, timeout]);
    cancel?.();
    const answer = outcome ? answerTo(outcome, request, routed) : timedOut(routed);
    this.count(request, answer, simulation.now - forwardedAt);
    // The function runs on when nobody waits for it any more.
    const ended = outcome ?? (await invoked);
    return { ...answer, ...('version' in ended ? { version: ended.version } : {}) };
  }

  private count({ apiId, path, at: receivedAt }: CustomerRequest, { status }: ApiAnswer, integrationMs?: number): void {
    const at = this.ports.simulation.now;
    this.metrics.record({
      apiId,
      stage: this.gateway.stage(apiId, path),
      status,
      at,
      latencyMs: at - receivedAt,
      ...(integrationMs === undefined ? {} : { integrationLatencyMs: integrationMs }),
    });
  }
}

type Answered = ApiAnswer & Pick<ServedApiRequest, 'reason'>;

function timedOut({ timeoutMs }: RoutedRequest): Answered {
  return { ...SERVICE_UNAVAILABLE, reason: `the function took longer than ${timeoutMs / 1000} s` };
}

function answerTo(outcome: FunctionOutcome, { apiId, method, path }: CustomerRequest, routed: RoutedRequest): Answered {
  switch (outcome.kind) {
    case 'returned': {
      const where = `the answer to ${method} ${path} of the API ${apiId}`;
      const answer = functionAnswer(outcome.payload, routed.payloadFormatVersion, where);
      return answer ?? { ...INTERNAL_SERVER_ERROR, reason: 'the function’s answer is no HTTP answer' };
    }
    case 'failed':
    case 'refused':
      return INTERNAL_SERVER_ERROR;
    case 'throttled':
      return { ...SERVICE_UNAVAILABLE, reason: 'Lambda throttled it' };
  }
}
