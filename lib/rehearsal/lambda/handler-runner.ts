import type { Place } from '../kernel/place';
import type { Simulation } from '../kernel/simulation';
import { EnvironmentPool } from './environment-pool';
import { environmentSetup } from './environment-setup';
import type { EnvironmentPorts, ExecutionEnvironment } from './execution-environment';
import type { WaitingCall } from './waiting-calls';
import { fingerprint, type FunctionConfiguration, type FunctionVersion } from './function-configuration';
import { endsEnvironment, ofRequest, timeoutAfter, type HandlerEnd } from './handler-end';
import { HandlerThreads } from './handler-threads';
import { handlerLine, initTimeoutLine } from './invocation-log';
import type { ToThread } from './thread/protocol';

export interface HandlerPorts {
  readonly simulation: Simulation;
  /** The compiled inside of the threads that handlers run in. */
  readonly threadFile: string;
  readonly place: Place;
  endpointPort(): number;
  /** The environment variables that sign a thread's calls as its role, in the session that is named after the function. */
  credentials(roleArn: string, functionName: string): Readonly<Record<string, string>>;
  answer(roleArn: string): EnvironmentPorts['answer'];
  /** A line that a handler logged, without what Lambda puts before it in the text format. */
  log(line: string, functionName: string): void;
  /** Whether a role may make its log stream in a log group; asked when an execution environment starts. */
  mayStartLog(roleArn: string, logGroup: string): boolean;
  /** Whether it may write to it; asked for every invocation. */
  mayLog(roleArn: string, logGroup: string): boolean;
}

/** One invocation, from before its environment is there until it is over. */
export interface HandlerCall {
  readonly functionName: string;
  readonly version: FunctionVersion;
  readonly requestId: string;
  /** What it logs is put here. */
  readonly lines: string[];
}

/** An environment that waits for its invocation, or why there is none. */
export type ReadyEnvironment =
  | { readonly kind: 'ready'; readonly environment: ExecutionEnvironment; readonly initMs?: number }
  | { readonly kind: 'failed'; readonly failure: HandlerEnd; readonly initMs: number }
  /** It takes longer than it may, and starts once more with the invocation. */
  | { readonly kind: 'late' };

/** Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle". */
const INIT_LIMIT_MS = 10_000;

/** Starts the environments of handlers and runs invocations in them. */
export class HandlerRunner {
  private readonly pool: EnvironmentPool;
  private readonly threads: HandlerThreads;
  /** Whose they are, by their ids. */
  private readonly functionOf = new Map<string, { readonly functionName: string; readonly roleArn: string }>();
  /** The environments whose role may not write to their log group: what they log is lost. */
  private readonly silent = new Set<string>();
  /** The invocations that environments are at. */
  private readonly calls = new Map<string, HandlerCall>();

  constructor(
    private readonly ports: HandlerPorts,
    private readonly coldStartMs: number,
  ) {
    this.threads = new HandlerThreads(ports.threadFile);
    this.pool = new EnvironmentPool({
      simulation: ports.simulation,
      threads: this.threads,
      answer: (environmentId) => ports.answer(this.functionOf.get(environmentId)?.roleArn ?? ''),
      log: (environmentId) => (line, level) => {
        this.log(environmentId, line, level);
      },
    });
  }

  /** Gets ready for a function that may soon be invoked, in real time: what happens in virtual time stays the same. */
  expect({ memoryMb }: FunctionConfiguration): void {
    this.threads.expect(memoryMb);
  }

  /** Takes an environment for an invocation: a warm one, or one that is started now. */
  async ready(call: HandlerCall): Promise<ReadyEnvironment> {
    const environment = this.pool.take(keyOf(call));
    if (environment) {
      this.attach(environment, call);
      return { kind: 'ready', environment };
    }
    const startedAt = this.ports.simulation.now;
    const started = await this.start(call, startedAt + INIT_LIMIT_MS);
    const initMs = this.ports.simulation.now - startedAt;
    if (started.kind !== 'late') return { ...started, initMs };
    call.lines.push(initTimeoutLine(initMs));
    return started;
  }

  /**
   * Runs an invocation to its end.
   *
   * @param deadline milliseconds since the epoch, at which Lambda ends it
   */
  async run(
    ready: ReadyEnvironment,
    call: HandlerCall,
    message: Omit<Extract<ToThread, { kind: 'invoke' }>, 'kind' | 'now' | 'deadline'>,
    deadline: number,
  ): Promise<HandlerEnd> {
    const started = ready.kind === 'late' ? await this.start(call, deadline) : ready;
    const { timeoutMs } = call.version.configuration;
    if (started.kind === 'late') return timeoutAfter(timeoutMs);
    if (started.kind === 'failed') return ofRequest(started.failure, call.requestId);
    const { environment } = started;
    const { now } = this.ports.simulation;
    const ended = await this.before(deadline, environment.invoke({ kind: 'invoke', now, deadline, ...message }));
    const end = ended === 'late' ? timeoutAfter(timeoutMs) : ended;
    this.calls.delete(environment.id);
    if (endsEnvironment(end)) await this.ports.simulation.hold(this.pool.end(environment));
    else await this.pool.release(keyOf(call), environment);
    return ofRequest(end, call.requestId);
  }

  receiveCall(environmentId: string, id: number, call: WaitingCall): void {
    this.pool.receiveCall(environmentId, id, call);
  }

  /** Ends every environment of a function version, as deleting it does. */
  async discard(functionName: string, version: string): Promise<void> {
    await this.ports.simulation.hold(this.pool.discard(`${functionName}:${version}`));
  }

  /** Ends every thread. */
  async stop(): Promise<void> {
    await this.pool.stop();
  }

  private async start(call: HandlerCall, deadline: number): Promise<ReadyStart> {
    const { simulation, place } = this.ports;
    const waitMs = Math.min(this.coldStartMs, deadline - simulation.now);
    if (waitMs > 0) await simulation.sleep(waitMs);
    if (simulation.now >= deadline) return { kind: 'late' };
    const { roleArn, logGroup } = call.version.configuration;
    const environment = this.pool.start(keyOf(call), (environmentId) => {
      this.functionOf.set(environmentId, { functionName: call.functionName, roleArn });
      if (!this.ports.mayStartLog(roleArn, logGroup)) this.silent.add(environmentId);
      return environmentSetup(call.functionName, call.version, {
        place,
        now: simulation.now,
        endpointPort: this.ports.endpointPort(),
        credentials: this.ports.credentials(roleArn, call.functionName),
      });
    });
    this.attach(environment, call);
    const failure = await this.before(deadline, environment.load());
    if (failure === undefined) return { kind: 'ready', environment };
    await simulation.hold(this.pool.end(environment));
    return failure === 'late' ? { kind: 'late' } : { kind: 'failed', failure };
  }

  private attach({ id }: ExecutionEnvironment, call: HandlerCall): void {
    const { roleArn, logGroup } = call.version.configuration;
    if (!this.ports.mayLog(roleArn, logGroup)) this.silent.add(id);
    this.calls.set(id, call);
  }

  private log(environmentId: string, line: string, level: string | undefined): void {
    if (this.silent.has(environmentId)) return;
    this.ports.log(line, this.functionOf.get(environmentId)?.functionName ?? '');
    const call = this.calls.get(environmentId);
    const { now } = this.ports.simulation;
    call?.lines.push(level === undefined ? line : handlerLine(now, call.requestId, level, line));
  }

  private async before<T>(deadline: number, work: Promise<T>): Promise<T | 'late'> {
    let cancel: (() => void) | undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.ports.simulation.at(deadline, () => {
        resolve('late');
      });
    });
    const ended = await Promise.race([late, work]);
    cancel?.();
    return ended;
  }
}

type ReadyStart =
  | { readonly kind: 'ready'; readonly environment: ExecutionEnvironment }
  | { readonly kind: 'failed'; readonly failure: HandlerEnd }
  | { readonly kind: 'late' };

/** `$LATEST` changes in place, so its environments are told apart by what they were made of. */
function keyOf({ functionName, version: { version, configuration } }: HandlerCall): string {
  return `${functionName}:${version}${version === '$LATEST' ? `@${fingerprint(configuration)}` : ''}`;
}
