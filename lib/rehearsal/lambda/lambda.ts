import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { AliasRouting } from './alias-routing';
import { deliver, type AsynchronousPorts } from './asynchronous-delivery';
import { ConcurrencyLimits, throttled } from './concurrency-limits';
import type { WaitingCall } from './waiting-calls';
import { FailedInvocations } from './failed-invocations';
import { deadLetterOf, type DeadLetter } from './dead-letter';
import type { FunctionAlias, FunctionConfiguration } from './function-configuration';
import { FunctionRegistry } from './function-registry';
import { HandlerRunner, type HandlerPorts } from './handler-runner';
import type { InvocationFault } from './invocation-fault';
import type { InvokeRequest, InvokeResult } from './invocation';
import { type FailedInvocation } from './failed-invocation';
import { InvocationMetrics, type Invocations, type MetricRecorder } from './invocation-metrics';
import { LAMBDA_DEFAULTS, lambdaAssumptions, type LambdaOptions } from './lambda-options';
import type { ModelledInvocation, SettledRetry } from './modelled-invocation';
import { checkRequest } from './payload-limits';
import type { Target } from './target';
import { ReleaseMetrics } from './release-metrics';
import { VersionRuns, type ScenarioPorts } from './version-runs';

export interface LambdaPorts extends HandlerPorts, ScenarioPorts, Pick<AsynchronousPorts, 'sendTo'> {
  readonly options?: Partial<LambdaOptions>;
  readonly metricRecorder: MetricRecorder;
  /** Told when an alias that exists is set anew, by whomever. */
  readonly aliasSet?: (functionName: string, alias: FunctionAlias) => void;
  /** Sends an event to a dead-letter target, as the function's role. Without it, such a target stops by name. */
  sendDeadLetter?(targetArn: string, letter: DeadLetter, roleArn: string): void;
  /** Whether a role may send to a dead-letter target. */
  mayDeadLetter?(roleArn: string, targetArn: string): boolean;
  /** What goes wrong on purpose with the next invocation of a function. */
  fault(functionName: string): InvocationFault | undefined;
  /** What goes wrong on purpose with the acceptance of the next one. */
  acceptanceFault(functionName: string): 'denied' | 'duplicate' | undefined;
}

export class Lambda {
  readonly registry: FunctionRegistry;
  readonly options: LambdaOptions;
  private readonly handlers: HandlerRunner;
  private readonly concurrency: ConcurrencyLimits;
  private readonly failures = new FailedInvocations();
  private readonly routing: AliasRouting;
  private readonly metrics: InvocationMetrics;
  private readonly releaseMetrics: ReleaseMetrics;
  private readonly runs: VersionRuns;

  constructor(private readonly ports: LambdaPorts) {
    this.options = { ...LAMBDA_DEFAULTS, ...ports.options };
    this.registry = new FunctionRegistry(ports.place, ports.aliasSet);
    this.routing = new AliasRouting(this.registry, ports.randomness.stream('alias routing'));
    this.metrics = new InvocationMetrics(ports.metricRecorder, ports.simulation);
    this.releaseMetrics = new ReleaseMetrics(ports.metricRecorder);
    this.handlers = new HandlerRunner(ports, this.options.coldStartMs);
    const { registry, handlers, metrics, failures } = this;
    this.runs = new VersionRuns(ports, { registry, handlers, metrics, failures });
    this.concurrency = new ConcurrencyLimits({
      accountConcurrency: this.options.accountConcurrency,
      now: () => ports.simulation.now,
      reserved: (functionName) => this.registry.reserved(functionName),
      reservedInAll: () => this.registry.reservedInAll,
    });
  }

  /** How many invocations have run a handler. */
  get handlerCalls(): number {
    return this.runs.handlerCalls;
  }

  /** The first invocation of each function that failed, in the order in which they did. */
  failedInvocations(): readonly FailedInvocation[] {
    return this.failures.all();
  }

  /** Whether the scenario has a model of a function whose handler cannot be run here. */
  hasModel(functionName: string, names: readonly string[]): boolean {
    return this.ports.models?.assign(functionName, names) ?? false;
  }

  /** Makes a function. */
  create(functionName: string, configuration: FunctionConfiguration): void {
    this.registry.create(functionName, configuration);
    if (!configuration.modelled) this.handlers.expect(configuration);
  }

  /** Refuses a dead-letter target that a role may not send to. */
  checkDeadLetter(roleArn: string, targetArn: string, where: string): void {
    if (!this.ports.sendDeadLetter) throw new NotEmulated('DeadLetterConfig of AWS::Lambda::Function', where);
    if (this.ports.mayDeadLetter?.(roleArn, targetArn) !== false) return;
    const [action, service] = targetArn.includes(':sqs:') ? ['SendMessage', 'SQS'] : ['Publish', 'SNS'];
    throw new ApiError(
      'InvalidParameterValueException',
      `The provided execution role does not have permissions to call ${action} on ${service}`,
    );
  }

  assumptions(): readonly string[] {
    return lambdaAssumptions(this.options);
  }

  /** A synchronous invocation by the real handler. */
  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    const target = this.registry.target(request.functionName, request.qualifier);
    checkRequest(request.payload, 'RequestResponse');
    this.accept(target.functionName);
    return this.run(target, request);
  }

  /**
   * One invocation by the workload model alone: routed, timed and counted, but no handler runs.
   *
   * @param functionName the bare name, and no ARN: there are very many of these
   * @param qualifier left out for the function itself
   * @param retry what is settled of it already, where a customer tries again whose call failed
   */
  model(functionName: string, qualifier?: string, retry?: SettledRetry): ModelledInvocation {
    const target = qualifier === undefined ? { functionName } : { functionName, qualifier };
    const startedAt = this.ports.simulation.now;
    let running: { endAt(time: number): void };
    try {
      running = this.concurrency.beginUntil(target.functionName);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.metrics.throttle(target, startedAt);
      // It never reached a version: the one that has the alias is to blame.
      const { version } = this.registry.alias(functionName, qualifier ?? '') ?? {};
      return { executedVersion: version ?? qualifier ?? '$LATEST', failed: true, durationMs: 0 };
    }
    const chosen = this.routing.choose(target, retry?.version);
    const { timeoutMs } = chosen.configuration;
    const { fails, failsByAnswer = false, latencyMs, releaseMetrics, answer } = this.runs.behaviour(target, chosen);
    const durationMs = Math.min(latencyMs, timeoutMs);
    const timedOut = latencyMs > timeoutMs;
    const failed = fails || retry?.fails === true || answer?.fails === true || timedOut;
    const failedForCustomer = failed || failsByAnswer;
    running.endAt(startedAt + durationMs);
    const { version } = chosen;
    this.metrics.recordAhead({ target, version, startedAt, durationMs, failed });
    if (releaseMetrics && !timedOut) {
      this.releaseMetrics.record({
        target,
        version,
        endedAt: startedAt + durationMs,
        durationMs,
        failed: failedForCustomer,
      });
    }
    return { executedVersion: version, failed: failedForCustomer, durationMs };
  }

  /**
   * Counts a minute of invocations that nobody plays, as those of the version that an alias leads to.
   *
   * @param functionName the bare name, and no ARN
   * @param qualifier left out for the function itself
   * @param startsAt milliseconds since the epoch
   */
  countPast(functionName: string, qualifier: string | undefined, startsAt: number, invocations: Invocations): void {
    const target = qualifier === undefined ? { functionName } : { functionName, qualifier };
    this.metrics.recordAll(target, this.routing.main(target).version, startsAt, invocations);
  }

  /** How long an invocation may take, in milliseconds. */
  timeoutMs(functionName: string, qualifier: string | undefined): number {
    const target = qualifier === undefined ? { functionName } : { functionName, qualifier };
    return this.routing.main(target).configuration.timeoutMs;
  }

  /** An asynchronous invocation: accepted at once, and tried again when it fails. */
  invokeAsynchronously(
    request: InvokeRequest,
    { failed = () => undefined, isScheduled = false }: AsynchronousInvocation = {},
  ): void {
    const target = this.registry.target(request.functionName, request.qualifier);
    checkRequest(request.payload, 'Event');
    const fault = this.accept(target.functionName);
    this.routing.choose(target);
    for (let delivery = 0; delivery < (fault === 'duplicate' ? 2 : 1); delivery++) {
      const { simulation } = this.ports;
      const what = `an asynchronous invocation of ${target.functionName}`;
      const start = () =>
        deliver(
          { functionArn: `${this.registry.arn(target.functionName)}:$LATEST`, payload: request.payload },
          this.registry.asynchronousSettings(target.functionName),
          {
            ...this.ports,
            waitForRetry: (ms) => (isScheduled ? simulation.rest(ms, what) : simulation.sleep(ms)),
            failed,
            run: () => this.run(target, request),
            mayNeverRun: () => this.registry.reserved(target.functionName) === 0,
            roleArn: () => this.registry.version(target.functionName, '$LATEST').configuration.roleArn,
            deadLetter: (payload, result) => {
              this.giveUp(target.functionName, payload, result);
            },
          },
        );
      simulation.spawn(start, what);
    }
  }

  /** Removes a published version and the environments that run it. */
  async removeVersion(functionName: string, version: string): Promise<void> {
    this.registry.removeVersion(functionName, version);
    await this.handlers.discard(functionName, version);
  }

  receiveCall(environmentId: string, id: number, call: WaitingCall): void {
    this.handlers.receiveCall(environmentId, id, call);
  }

  /** Ends every thread. */
  async stop(): Promise<void> {
    await this.handlers.stop();
  }

  /** Lambda Developer Guide, "Dead-letter queues": the event as it came, and what became of it as attributes. */
  private giveUp(functionName: string, payload: string, result: InvokeResult | undefined): void {
    const version = result?.executedVersion ?? '$LATEST';
    const { deadLetterArn, roleArn } = this.registry.version(functionName, version).configuration;
    if (deadLetterArn === undefined) return;
    this.ports.sendDeadLetter?.(deadLetterArn, deadLetterOf(payload, result), roleArn);
  }

  private accept(functionName: string): 'duplicate' | undefined {
    const fault = this.ports.acceptanceFault(functionName);
    if (fault !== 'denied') return fault;
    throw new ApiError('AccessDeniedException', `The scenario denies invoking ${functionName}.`, 403);
  }

  private async run(target: Target, request: InvokeRequest): Promise<InvokeResult> {
    const version = this.routing.choose(target);
    const { timeoutMs } = version.configuration;
    const struck = this.ports.fault(target.functionName);
    const fault = struck?.kind === 'slow' && struck.delayMs >= timeoutMs ? ({ kind: 'hang' } as const) : struck;
    const over = this.begin(target, fault);
    try {
      return await this.runs.run(target, version, request, fault);
    } finally {
      over();
    }
  }

  /** Takes a place among the invocations that run at once; the returned function gives it back. */
  private begin(target: Target, fault: InvocationFault | undefined): () => void {
    try {
      if (fault?.kind === 'throttle') throw throttled();
      return this.concurrency.begin(target.functionName);
    } catch (error) {
      this.metrics.throttle(target, this.ports.simulation.now);
      throw error;
    }
  }
}

/** What is special about an asynchronous invocation. */
export interface AsynchronousInvocation {
  /** Called when Lambda has given up on it. */
  readonly failed?: () => void;
  /** Whether a schedule makes it: it comes again and again, so that nobody need wait until it is tried again. */
  readonly isScheduled?: boolean;
}
