import type { Worker } from 'node:worker_threads';
import { HostLack, hostLackOf } from '../kernel/host-lack';
import { NotEmulated } from '../kernel/not-emulated';
import type { Simulation } from '../kernel/simulation';
import type { WireRequest, WireResponse } from '../kernel/wire';
import { exitError, OUT_OF_MEMORY, type HandlerEnd } from './handler-end';
import type { ThreadNeeds } from './handler-threads';
import type { FromThread, ThreadSetup, ToThread } from './thread/protocol';
import { HEADER } from './thread/protocol';
import { WaitingCalls, type WaitingCall } from './waiting-calls';

export interface EnvironmentSetup extends ThreadSetup, ThreadNeeds {
  /** For messages: the function and version. */
  readonly name: string;
}

export interface EnvironmentPorts {
  readonly simulation: Simulation;
  /** A thread that waits for its setup. */
  thread(needs: ThreadNeeds): Worker;
  /** Answers a call by what the account does, in virtual time. */
  answer(request: WireRequest): Promise<WireResponse>;
  /** @param level of what was logged in the text format, such as `INFO`; without one, it is the whole line */
  log(line: string, level: string | undefined): void;
}

/** Real time in which a handler that seems to hang may still show that it does not: some work no list shows. */
const HANG_CONFIRMED_MS = 1500;
/** Real time after which a handler that computes without end counts as hanging. */
const COMPUTING_LIMIT_MS = 20_000;

/**
 * One Lambda execution environment: a thread that has the bundle loaded and runs one invocation at a time.
 *
 * The thread is set going by one thing at a time (an invocation, an answer, a timer) and the clock is held until it
 * reports. Calls it makes side by side are then taken in the order of what they say, not of when they arrived, so
 * their effects come in the same order on every run.
 */
export class ExecutionEnvironment {
  private readonly worker: Worker;
  private readonly calls = new WaitingCalls();
  private reported: ((message: FromThread | 'stopped') => void) | undefined;
  private cancelTimer: () => void = () => undefined;
  private finish: ((end: HandlerEnd | undefined) => void) | undefined;
  private loaded = false;
  /** Why it can run nothing: it could not be loaded, or it ended. */
  private failure: HandlerEnd | undefined;
  /** What the machine could not give the thread, so that it ended. */
  private lack: HostLack | undefined;
  /** Whether it is the rehearsal that ends the thread. */
  private stopping = false;
  private dead = false;

  constructor(
    private readonly setup: EnvironmentSetup,
    private readonly ports: EnvironmentPorts,
  ) {
    const { file, handler, variables, endpointPort, environmentId, now, esModule } = setup;
    this.worker = ports.thread(setup);
    this.worker.postMessage({
      ...{ file, handler, variables, endpointPort, environmentId, now },
      ...(esModule === undefined ? {} : { esModule }),
    } satisfies ThreadSetup);
    this.worker.on('message', (message: FromThread) => {
      this.receive(message);
    });
    this.worker.on('error', (error: unknown) => {
      // Its exit is told only later, and nobody may be given it until then.
      this.dead = true;
      this.lack = hostLackOf(error);
      this.failure ??= endOf(error);
      this.receive(this.failure);
    });
    this.worker.on('exit', (exitCode) => {
      this.dead = true;
      this.failure ??= exitError(exitCode);
      this.reported?.('stopped');
      this.calls.lookAgain();
    });
  }

  get id(): string {
    return this.setup.environmentId;
  }

  get alive(): boolean {
    return !this.dead;
  }

  /** Loads the bundle; resolves at the virtual time that is done, with what went wrong, and never where that hangs. */
  async load(): Promise<HandlerEnd | undefined> {
    return this.run(() => undefined);
  }

  /** Runs one invocation; resolves at the virtual time it ends, and never where the handler hangs. */
  async invoke(message: Extract<ToThread, { kind: 'invoke' }>): Promise<HandlerEnd> {
    const end = await this.run(() => {
      this.worker.postMessage(message);
    });
    return end ?? exitError(0);
  }

  /** Takes a call of this thread's that came in at the endpoint. */
  receiveCall(id: number, call: WaitingCall): void {
    this.calls.receive(id, call);
  }

  /** Has the thread close the connections that it keeps. Only for one that is idle: it may be about to use them. */
  disconnect(): void {
    this.worker.postMessage({ kind: 'disconnect' } satisfies ToThread);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.dead = true;
    this.cancelTimer();
    await this.worker.terminate();
  }

  private async run(action: () => void): Promise<HandlerEnd | undefined> {
    if (this.lack) throw this.lack;
    if (this.failure) return this.failure;
    const ended = new Promise<HandlerEnd | undefined>((resolve) => {
      this.finish = resolve;
    });
    await this.go(action);
    return ended;
  }

  /** Sets the thread going and holds the clock until it is at rest or done. */
  private async go(action: () => void): Promise<void> {
    if (this.dead) return;
    const report = await this.ports.simulation.hold(this.untilReport(action));
    if (report === 'stopped') {
      if (!this.stopping) this.end(this.failure);
      return;
    }
    this.cancelTimer();
    if (this.lack) throw this.lack;
    switch (report.kind) {
      case 'loaded':
        this.loaded = true;
        this.end(undefined);
        return;
      case 'returned':
      case 'threw':
        if (!this.loaded) this.failure = report;
        this.end(report);
        return;
      case 'load-failed':
        this.failure = report;
        this.end(report);
        return;
      case 'at-rest':
        this.takeCalls(report.calls);
        if (report.nextTimer !== undefined) this.wakeAt(report.nextTimer);
        return;
      case 'not-emulated':
        throw new NotEmulated(report.what, this.setup.name);
      case 'host-lacks':
        throw new HostLack(report.code, `${report.message}, in ${this.setup.name}`);
      case 'log':
        return;
    }
  }

  /** Ends the invocation, or the loading. */
  private end(end: HandlerEnd | undefined): void {
    this.finish?.(end);
  }

  private async untilReport(action: () => void): Promise<FromThread | 'stopped'> {
    const limit = setTimeout(() => void this.stop(), COMPUTING_LIMIT_MS);
    let report = await this.nextReport(action);
    if (looksHung(report)) {
      const patience = new Promise<typeof report>((resolve) => setTimeout(resolve, HANG_CONFIRMED_MS, report));
      report = await Promise.race([this.nextReport(() => undefined), patience]);
    }
    if (report !== 'stopped' && report.kind === 'at-rest') {
      await this.calls.untilArrived(report.calls, () => this.dead);
    }
    clearTimeout(limit);
    this.reported = undefined;
    return report;
  }

  private nextReport(action: () => void): Promise<FromThread | 'stopped'> {
    return new Promise((resolve) => {
      this.reported = resolve;
      action();
    });
  }

  private receive(message: FromThread): void {
    if (message.kind === 'log') this.ports.log(message.text, message.level);
    else this.reported?.(message);
  }

  private takeCalls(ids: readonly number[]): void {
    const { simulation } = this.ports;
    for (const call of this.calls.take(ids)) {
      simulation.at(simulation.now, () => {
        // The invocation keeps the rehearsal going; an answer that nobody waits for need not.
        simulation.background(() => this.answer(call));
      });
    }
  }

  private async answer(call: WaitingCall): Promise<void> {
    const response = await this.ports.answer(call.request);
    if (this.dead || call.abandoned()) return;
    await this.go(() => {
      const { now } = this.ports.simulation;
      // A server that tells another time makes the SDK correct its clock, and try again what was refused.
      const time = { date: new Date(now).toUTCString(), [HEADER.now]: String(now) };
      call.respond({ ...response, headers: { ...response.headers, ...time } });
    });
  }

  private wakeAt(time: number): void {
    const { simulation } = this.ports;
    this.cancelTimer = simulation.at(time, () => {
      const advance = () =>
        this.go(() => {
          this.worker.postMessage({ kind: 'advance', now: simulation.now } satisfies ToThread);
        });
      simulation.spawn(advance, `a timer of ${this.setup.name}`);
    });
  }
}

/** What an error that nobody caught, or the want of memory, makes of an invocation. */
function endOf(error: unknown): Extract<HandlerEnd, { kind: 'threw' }> {
  const { code } = error as { readonly code?: unknown };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return OUT_OF_MEMORY;
  return { kind: 'threw', errorType: 'Runtime.ExitError', errorMessage: String(error), trace: [] };
}

/** At rest with nothing to wait for. */
function looksHung(report: FromThread | 'stopped'): boolean {
  return (
    report !== 'stopped' && report.kind === 'at-rest' && report.calls.length === 0 && report.nextTimer === undefined
  );
}
