import type { Simulation } from '../kernel/simulation';
import { ExecutionEnvironment, type EnvironmentPorts, type EnvironmentSetup } from './execution-environment';
import type { WaitingCall } from './waiting-calls';
import type { HandlerThreads } from './handler-threads';

/** So many environments wait for their next invocation; each is a thread, with its memory and its descriptors. */
export const MOST_IDLE = 40;

/** Of those that are idle, so many keep their connections: the ones used last, which are the likeliest to be used next. */
export const MOST_CONNECTED = 12;

/** The execution environments of every function version: one runs one invocation, and the last used is used next. */
export class EnvironmentPool {
  private readonly idle = new Map<string, ExecutionEnvironment[]>();
  /** Those that are idle, the one that has been so longest first. */
  private readonly waiting = new Map<ExecutionEnvironment, string>();
  private readonly all = new Map<string, ExecutionEnvironment>();
  private readonly started = new Map<string, number>();

  constructor(
    private readonly ports: Omit<EnvironmentPorts, 'answer' | 'log' | 'thread'> & {
      readonly threads: HandlerThreads;
      readonly simulation: Simulation;
      answer(environmentId: string): EnvironmentPorts['answer'];
      log(environmentId: string): EnvironmentPorts['log'];
    },
  ) {}

  /** Takes an idle environment of that function version, if there is one. */
  take(key: string): ExecutionEnvironment | undefined {
    const idle = this.idle.get(key) ?? [];
    for (let environment = idle.pop(); environment; environment = idle.pop()) {
      this.waiting.delete(environment);
      // What an invocation left undone may have ended it meanwhile.
      if (environment.alive) return environment;
      this.all.delete(environment.id);
    }
    return undefined;
  }

  /** Starts an environment of that function version. Nothing is loaded in it yet. */
  start(
    key: string,
    setup: (environmentId: string) => Omit<EnvironmentSetup, 'environmentId' | 'name'>,
  ): ExecutionEnvironment {
    const { simulation, threads } = this.ports;
    const number = (this.started.get(key) ?? 0) + 1;
    this.started.set(key, number);
    const environmentId = `${key}#${number}`;
    const environment = new ExecutionEnvironment(
      { ...setup(environmentId), environmentId, name: key },
      {
        simulation,
        thread: (needs) => threads.take(needs),
        answer: this.ports.answer(environmentId),
        log: this.ports.log(environmentId),
      },
    );
    this.all.set(environmentId, environment);
    return environment;
  }

  /** Gives an environment back for the next invocation. Where too many are idle, the one that was so longest is ended. */
  async release(key: string, environment: ExecutionEnvironment): Promise<void> {
    if (!environment.alive) {
      this.all.delete(environment.id);
      return;
    }
    this.idle.set(key, [...(this.idle.get(key) ?? []), environment]);
    this.waiting.set(environment, key);
    [...this.waiting.keys()].at(-1 - MOST_CONNECTED)?.disconnect();
    const [longest] = this.waiting;
    if (this.waiting.size <= MOST_IDLE || !longest) return;
    const [one, its] = longest;
    this.waiting.delete(one);
    this.idle.set(its, this.idle.get(its)?.filter((other) => other !== one) ?? []);
    await this.ports.simulation.hold(this.end(one));
  }

  receiveCall(environmentId: string, id: number, call: WaitingCall): void {
    this.all.get(environmentId)?.receiveCall(id, call);
  }

  /** Ends an environment that can run nothing more. */
  async end(environment: ExecutionEnvironment): Promise<void> {
    this.all.delete(environment.id);
    await environment.stop();
  }

  /** Ends every environment of a function version, as deleting it does. */
  async discard(key: string): Promise<void> {
    for (const environment of this.idle.get(key) ?? []) this.waiting.delete(environment);
    this.idle.delete(key);
    const gone = [...this.all].filter(([id]) => id.startsWith(`${key}#`));
    for (const [id] of gone) this.all.delete(id);
    await Promise.all(gone.map(([, environment]) => environment.stop()));
  }

  async stop(): Promise<void> {
    await Promise.all([this.ports.threads.stop(), ...[...this.all.values()].map((environment) => environment.stop())]);
    this.all.clear();
    this.idle.clear();
    this.waiting.clear();
  }
}
