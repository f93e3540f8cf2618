import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import type { Draw, Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import { EnvironmentPool } from './environment-pool';
import { deliver, type AsynchronousPorts } from './asynchronous-delivery';
import { EXIT_ERROR, type EnvironmentPorts, type HandlerEnd, type WaitingCall } from './execution-environment';
import { fingerprint, type FunctionAlias, type FunctionVersion } from './function-configuration';
import { FunctionRegistry } from './function-registry';
import type { InvocationFault } from './invocation-fault';
import type { InvokeRequest, InvokeResult } from './invocation';
import { InvocationMetrics, type RecordMetric } from './invocation-metrics';
import { isVersion, parseTarget, type Target } from './target';

/** What the workload says of one invocation: how long it takes at least, and whether it fails whatever the code says. */
export interface ModelledBehaviour {
  readonly latencyMs: number;
  readonly fails: boolean;
}

export interface LambdaPorts extends Omit<EnvironmentPorts, 'answer'>, Pick<AsynchronousPorts, 'sendTo'> {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly record: RecordMetric;
  endpointPort(): number;
  /** The environment variables that sign a thread's calls as its role. */
  credentials(roleArn: string): Readonly<Record<string, string>>;
  answer(roleArn: string): EnvironmentPorts['answer'];
  behaviour(target: Target, version: string): ModelledBehaviour;
  /** Told when an alias that exists is set anew, by whomever. */
  readonly aliasSet?: (functionName: string, alias: FunctionAlias) => void;
  /** What goes wrong on purpose with the next invocation of a function. */
  fault(functionName: string): InvocationFault | undefined;
  /** What goes wrong on purpose with the acceptance of the next one. */
  acceptanceFault(functionName: string): 'denied' | 'duplicate' | undefined;
  /** Whether a role may make its log stream in a log group; asked when an execution environment starts. */
  mayStartLog(roleArn: string, logGroup: string): boolean;
  /** Whether it may write to it; asked for every invocation. */
  mayLog(roleArn: string, logGroup: string): boolean;
}

export class Lambda {
  readonly registry: FunctionRegistry;
  private readonly pool: EnvironmentPool;
  private readonly route: Draw;
  private readonly roleOf = new Map<string, string>();
  /** The environments whose role may not write to their log group: what they log is lost. */
  private readonly silent = new Set<string>();
  private readonly metrics: InvocationMetrics;
  private invocations = 0;

  constructor(private readonly ports: LambdaPorts) {
    this.registry = new FunctionRegistry(ports.place, ports.aliasSet);
    this.route = ports.randomness.stream('alias routing');
    this.metrics = new InvocationMetrics(ports.record);
    this.pool = new EnvironmentPool({
      ...ports,
      answer: (environmentId) => ports.answer(this.roleOf.get(environmentId) ?? ''),
      log: (environmentId) => (line) => {
        if (!this.silent.has(environmentId)) ports.log(line);
      },
    });
  }

  /** A synchronous invocation by the real handler. */
  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    const target = parseTarget(request.functionName, request.qualifier);
    this.accept(target.functionName);
    return this.run(target, request);
  }

  /** One invocation by the workload model alone: routed, timed and counted, but no handler runs. */
  model(functionName: string, qualifier: string): { readonly executedVersion: string; readonly failed: boolean } {
    const target = parseTarget(functionName, qualifier);
    const { version, configuration } = this.choose(target);
    const { fails, latencyMs } = this.ports.behaviour(target, version);
    const startedAt = this.ports.simulation.now;
    const durationMs = Math.min(latencyMs, configuration.timeoutMs);
    const failed = fails || latencyMs > configuration.timeoutMs;
    this.metrics.record({ target, version, startedAt, durationMs, failed });
    return { executedVersion: version, failed };
  }

  /** An asynchronous invocation: accepted at once, and tried again when it fails. */
  invokeAsynchronously(request: InvokeRequest): void {
    const target = parseTarget(request.functionName, request.qualifier);
    const fault = this.accept(target.functionName);
    this.choose(target);
    for (let delivery = 0; delivery < (fault === 'duplicate' ? 2 : 1); delivery++) {
      this.ports.simulation.spawn(() =>
        deliver(
          { functionArn: `${this.registry.arn(target.functionName)}:$LATEST`, payload: request.payload },
          this.registry.asynchronousSettings(target.functionName),
          {
            ...this.ports,
            run: () => this.run(target, request),
            roleArn: () => this.registry.version(target.functionName, '$LATEST').configuration.roleArn,
          },
        ),
      );
    }
  }

  /** Removes a published version and the environments that run it. */
  async removeVersion(functionName: string, version: string): Promise<void> {
    this.registry.removeVersion(functionName, version);
    await this.ports.simulation.hold(this.pool.discard(`${functionName}:${version}`));
  }

  receiveCall(environmentId: string, id: number, call: WaitingCall): void {
    this.pool.receiveCall(environmentId, id, call);
  }

  /** Ends every thread. */
  async stop(): Promise<void> {
    await this.pool.stop();
  }

  private accept(functionName: string): 'duplicate' | undefined {
    const fault = this.ports.acceptanceFault(functionName);
    if (fault !== 'denied') return fault;
    throw new ApiError('AccessDeniedException', `The scenario denies invoking ${functionName}.`, 403);
  }

  private async run(target: Target, request: InvokeRequest): Promise<InvokeResult> {
    const version = this.choose(target);
    const { simulation } = this.ports;
    const startedAt = simulation.now;
    const { timeoutMs } = version.configuration;
    const struck = this.ports.fault(target.functionName);
    const fault = struck?.kind === 'slow' && struck.delayMs >= timeoutMs ? ({ kind: 'hang' } as const) : struck;
    if (fault?.kind === 'throttle') throw new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429);
    if (fault?.kind === 'slow') await simulation.sleep(fault.delayMs);
    const behaviour = this.ports.behaviour(target, version.version);
    const ended = await this.end(fault, behaviour, () =>
      this.execute(target.functionName, version, request, startedAt + timeoutMs),
    );
    const lateMs = fault?.kind === 'late' ? fault.delayMs : fault?.kind === 'hang' ? Infinity : 0;
    const neededMs = Math.max(simulation.now - startedAt, behaviour.latencyMs, MINIMAL_DURATION_MS) + lateMs;
    const end = neededMs > timeoutMs ? timeoutAfter(timeoutMs) : ended;
    const durationMs = Math.min(neededMs, timeoutMs);
    await simulation.sleep(startedAt + durationMs - simulation.now);
    const failed = end.kind !== 'returned';
    this.metrics.record({ target, version: version.version, startedAt, durationMs, failed });
    return { executedVersion: version.version, payload: payloadOf(end), failed, durationMs };
  }

  private async end(
    fault: InvocationFault | undefined,
    { fails }: ModelledBehaviour,
    execute: () => Promise<HandlerEnd>,
  ): Promise<HandlerEnd> {
    if (fails) return INJECTED_FAILURE;
    switch (fault?.kind) {
      case 'crash':
      case 'hang':
        return EXIT_ERROR;
      case 'garbage':
        await execute();
        return { kind: 'returned', payload: JSON.stringify(fault.answer) };
      case 'slow':
      case 'throttle':
      case 'late':
      case undefined:
        return execute();
    }
  }

  private choose(target: Target): FunctionVersion {
    const { functionName, qualifier } = target;
    if (qualifier === undefined) return this.registry.version(functionName, '$LATEST');
    if (isVersion(qualifier)) return this.registry.version(functionName, qualifier);
    const alias = this.registry.alias(functionName, qualifier);
    if (!alias) {
      const arn = `${this.registry.arn(functionName)}:${qualifier}`;
      throw new ApiError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`, 404);
    }
    const { additional } = alias;
    return this.registry.version(
      functionName,
      additional && this.route() < additional.weight ? additional.version : alias.version,
    );
  }

  private async execute(
    functionName: string,
    version: FunctionVersion,
    request: InvokeRequest,
    deadline: number,
  ): Promise<HandlerEnd> {
    const { configuration } = version;
    // `$LATEST` changes in place, so its environments are told apart by what they were made of.
    const key = `${functionName}:${version.version}${version.version === '$LATEST' ? `@${fingerprint(configuration)}` : ''}`;
    const environment = await this.pool.acquire(key, (environmentId) => {
      this.roleOf.set(environmentId, configuration.roleArn);
      if (!this.ports.mayStartLog(configuration.roleArn, configuration.logGroup)) this.silent.add(environmentId);
      return this.environmentSetup(functionName, version);
    });
    if (!this.ports.mayLog(configuration.roleArn, configuration.logGroup)) this.silent.add(environment.id);
    this.invocations += 1;
    const requestId = this.ports.randomness.identifier(`request ${this.invocations}`, 32, '0123456789abcdef');
    let cancelTimeout: (() => void) | undefined;
    const timedOut = new Promise<HandlerEnd>((resolve) => {
      cancelTimeout = this.ports.simulation.at(deadline, () => {
        resolve(timeoutAfter(configuration.timeoutMs));
      });
    });
    const end = await Promise.race([
      timedOut,
      environment.invoke({
        kind: 'invoke',
        now: this.ports.simulation.now,
        requestId,
        payload: request.payload,
        ...(request.clientContext === undefined
          ? {}
          : { clientContext: Buffer.from(request.clientContext, 'base64').toString('utf8') }),
        functionName,
        functionVersion: version.version,
        invokedFunctionArn: `${this.registry.arn(functionName)}${request.qualifier ? `:${request.qualifier}` : ''}`,
        memoryLimitInMB: String(configuration.memoryMb),
        deadline,
      }),
    ]);
    cancelTimeout?.();
    if (end.kind === 'threw' && end.errorType === TIMEOUT) {
      await this.ports.simulation.hold(environment.stop());
    } else {
      this.pool.release(key, environment);
    }
    return end;
  }

  private environmentSetup(functionName: string, { version, configuration }: FunctionVersion) {
    const [module = 'index', handler = 'handler'] = configuration.handler.split('.');
    const endpointPort = this.ports.endpointPort();
    return {
      file: `${configuration.codeDirectory}/${module}.js`,
      handler,
      endpointPort,
      now: this.ports.simulation.now,
      variables: {
        ...configuration.environment,
        ...this.ports.credentials(configuration.roleArn),
        AWS_REGION: this.ports.place.region,
        AWS_DEFAULT_REGION: this.ports.place.region,
        AWS_LAMBDA_FUNCTION_NAME: functionName,
        AWS_LAMBDA_FUNCTION_VERSION: version,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
        AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
        AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
        LAMBDA_TASK_ROOT: configuration.codeDirectory,
        TZ: ':UTC',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${endpointPort}`,
        // Nothing of this machine's own AWS set-up may reach the handlers.
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    };
  }
}

/** Lambda bills whole milliseconds, one at least. */
const MINIMAL_DURATION_MS = 1;
const TIMEOUT = 'Sandbox.Timedout';
const INJECTED_FAILURE: HandlerEnd = {
  kind: 'threw',
  errorType: 'InjectedFailure',
  errorMessage: 'The scenario makes this invocation fail.',
  trace: [],
};

function timeoutAfter(timeoutMs: number): HandlerEnd {
  const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return { kind: 'threw', errorType: TIMEOUT, errorMessage, trace: [] };
}

function payloadOf(end: HandlerEnd): string {
  switch (end.kind) {
    case 'returned':
      return end.payload;
    case 'load-failed':
      return JSON.stringify({ errorType: end.errorType, errorMessage: end.errorMessage });
    case 'threw':
      return JSON.stringify({ errorType: end.errorType, errorMessage: end.errorMessage, trace: end.trace });
  }
}
