import { NotEmulated } from '../kernel/not-emulated';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { FailedInvocations } from './failed-invocations';
import type { FunctionVersion } from './function-configuration';
import { modelFix, type ModelledBehaviour, type ModelledCall } from './function-model';
import type { FunctionRegistry } from './function-registry';
import { EXIT_ERROR, INJECTED_FAILURE, MODELLED_FAILURE, ofRequest, payloadOf, timeoutAfter } from './handler-end';
import type { HandlerEnd } from './handler-end';
import type { HandlerCall, HandlerRunner, ReadyEnvironment } from './handler-runner';
import type { InvocationFault } from './invocation-fault';
import type { InvokeRequest, InvokeResult } from './invocation';
import { endLines, startLine } from './invocation-log';
import type { InvocationMetrics } from './invocation-metrics';
import { checkResponse } from './payload-limits';
import type { Target } from './target';

/** What the account says of invocations. */
export interface ScenarioPorts {
  readonly simulation: Simulation;
  readonly randomness: Randomness;
  behaviour(target: Target, version: string): ModelledBehaviour;
  /** The scenario's models of functions whose handlers cannot be run here. Without it, such a function stops by name. */
  readonly models?: {
    /** Whether a function has a model, by one of its names. */
    assign(functionName: string, names: readonly string[]): boolean;
    /** How one call of such a function goes; undefined where it has no model any more. */
    call(functionName: string, version: string): ModelledCall | undefined;
  };
}

/** What all invocations of a region share. */
interface Shared {
  readonly registry: FunctionRegistry;
  readonly handlers: HandlerRunner;
  readonly metrics: InvocationMetrics;
  readonly failures: FailedInvocations;
}

/** Runs versions of functions: by their handlers in threads, or by what the scenario says of them. */
export class VersionRuns {
  private withHandler = 0;
  private withoutHandler = 0;

  constructor(
    private readonly ports: ScenarioPorts,
    private readonly shared: Shared,
  ) {}

  /** How many have run a handler. */
  get handlerCalls(): number {
    return this.withHandler;
  }

  /** One invocation of a version, with whatever goes wrong with it on purpose. */
  async run(
    target: Target,
    version: FunctionVersion,
    request: InvokeRequest,
    fault: InvocationFault | undefined,
  ): Promise<InvokeResult> {
    const { simulation } = this.ports;
    const { timeoutMs, memoryMb } = version.configuration;
    const { functionName } = target;
    const behaviour = this.behaviour(target, version);
    const breaks = fault?.kind === 'crash' || fault?.kind === 'hang';
    const runsHandler = !behaviour.fails && !behaviour.answer && !breaks;
    const call: HandlerCall = { functionName, version, requestId: this.requestId(runsHandler), lines: [] };
    const ready = runsHandler ? await this.shared.handlers.ready(call) : undefined;
    const startedAt = simulation.now;
    call.lines.push(startLine(call.requestId, version.version));
    if (fault?.kind === 'slow') await simulation.sleep(fault.delayMs);
    const ended = ready
      ? await this.execute(ready, call, request, startedAt + timeoutMs)
      : ofRequest(endWithoutHandler(behaviour, breaks), call.requestId);
    const given: HandlerEnd =
      fault?.kind === 'garbage' && !behaviour.fails
        ? { kind: 'returned', payload: JSON.stringify(fault.answer) }
        : ended;
    const lateMs = fault?.kind === 'late' ? fault.delayMs : fault?.kind === 'hang' ? Infinity : 0;
    const neededMs = Math.max(simulation.now - startedAt, behaviour.latencyMs, MINIMAL_DURATION_MS) + lateMs;
    const end = neededMs > timeoutMs ? timeoutAfter(timeoutMs) : checkResponse(given);
    const durationMs = Math.min(neededMs, timeoutMs);
    await simulation.sleep(startedAt + durationMs - simulation.now);
    const failed = end.kind !== 'returned';
    this.shared.metrics.record({ target, version: version.version, startedAt, durationMs, failed });
    if (failed && !this.shared.failures.has(functionName)) {
      const initMs = ready && 'initMs' in ready ? ready.initMs : undefined;
      const report = { requestId: call.requestId, durationMs, memoryMb, end, ...(initMs !== undefined && { initMs }) };
      const lines = [...call.lines, ...endLines(simulation.now, report)];
      const { requestId } = call;
      this.shared.failures.add({ functionName, version: version.version, requestId, at: startedAt, lines });
    }
    return { executedVersion: version.version, payload: payloadOf(end), failed, durationMs };
  }

  /** What the scenario says of an invocation: of its version, and of a function that cannot be run here. */
  behaviour(target: Target, { version, configuration }: FunctionVersion): Behaviour {
    const asked = this.ports.behaviour(target, version);
    if (!configuration.modelled) return asked;
    const answer = this.ports.models?.call(target.functionName, version);
    if (!answer)
      throw new NotEmulated(`Runtime ${configuration.runtime}`, target.functionName, modelFix(target.functionName));
    return { ...asked, latencyMs: Math.max(asked.latencyMs, answer.latencyMs), answer };
  }

  /** Invocations that run a handler are numbered by themselves: its chance must not depend on any others. */
  private requestId(runsHandler: boolean): string {
    const name = runsHandler ? `request ${++this.withHandler}` : `request without handler ${++this.withoutHandler}`;
    return this.ports.randomness.identifier(name, 32, '0123456789abcdef');
  }

  private execute(
    ready: ReadyEnvironment,
    call: HandlerCall,
    { payload, clientContext, qualifier }: InvokeRequest,
    deadline: number,
  ): Promise<HandlerEnd> {
    const { functionName, requestId, version } = call;
    const message = {
      requestId,
      payload,
      ...(clientContext === undefined ? {} : { clientContext: Buffer.from(clientContext, 'base64').toString('utf8') }),
      functionName,
      functionVersion: version.version,
      invokedFunctionArn: `${this.shared.registry.arn(functionName)}${qualifier ? `:${qualifier}` : ''}`,
      memoryLimitInMB: String(version.configuration.memoryMb),
    };
    return this.shared.handlers.run(ready, call, message, deadline);
  }
}

/** What the scenario says of one invocation, with the model's answer where a model stands in for the handler. */
type Behaviour = ModelledBehaviour & { readonly answer?: ModelledCall };

/** Lambda bills whole milliseconds, one at least. */
const MINIMAL_DURATION_MS = 1;

function endWithoutHandler({ fails, answer }: Behaviour, breaks: boolean): HandlerEnd {
  if (fails) return INJECTED_FAILURE;
  if (breaks || !answer) return EXIT_ERROR;
  return answer.fails ? MODELLED_FAILURE : { kind: 'returned', payload: answer.payload };
}
