import { interned } from '../kernel/interned';
import type { Draw, Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { FrontDoor } from './front-door';
import type { History } from './history';
import { httpEvent } from './http-event';
import type { Incident } from './incident';
import { NextTries, type ModelledRetry, type NextTry } from './next-try';
import { sentRequest, type RequestTry, type WorkloadRequest } from './sent-request';
import type { ServedAlias } from './served-alias';
import type { Behaviours, VersionCall } from './version-behaviour';
import { VersionCalls } from './version-calls';

export type { ServedAlias, WorkloadRequest };

export interface ServedRequest {
  readonly at: number;
  readonly alias: ServedAlias;
  readonly version: string;
  readonly failed: boolean;
}

export interface WorkloadPorts {
  readonly simulation: Simulation;
  readonly randomness: Randomness;
  readonly requestsPerSecond: number;
  /** What customers send. Without it only the model serves. */
  readonly requests: readonly WorkloadRequest[] | undefined;
  /** What stands in front of an alias; undefined, or left out, where customers call the alias itself. */
  frontDoor?(alias: ServedAlias): FrontDoor | undefined;
  /** What they come to: the alias, or its function itself, as `$LATEST`, where all that leads to it goes past the alias. */
  reached?(alias: ServedAlias): ServedAlias;
  invoke(alias: ServedAlias, payload: string): Promise<{ readonly executedVersion: string; readonly failed: boolean }>;
  model(
    alias: ServedAlias,
    retry?: ModelledRetry,
  ): { readonly executedVersion: string; readonly failed: boolean; readonly durationMs: number };
  /** The version that `$LATEST` was published as; left out, or of another version, it is that version itself. */
  publishedAs?(functionName: string, version: string): string;
  observe(request: ServedRequest): void;
  /** What came to aliases before. */
  readonly history?: Pick<History, 'write' | 'assumptions'>;
}

/** The customers: they call every alias under release at random moments, at the scenario's rate. */
export class Workload {
  private readonly served = new Set<string>();
  /** By function, what of it customers call. */
  private readonly servedFunctions = new Map<string, ServedAlias>();
  private readonly calls: VersionCalls;
  private readonly arrivals: Draw;
  private readonly tries: NextTries;
  private count = 0;

  constructor(
    private readonly ports: WorkloadPorts,
    behaviours: Behaviours,
    incidents: readonly Incident[],
  ) {
    this.calls = new VersionCalls(ports, behaviours, incidents);
    this.arrivals = ports.randomness.stream('arrivals');
    this.tries = new NextTries(ports.randomness);
  }

  /** How the versions behave from now on, and what hits both. */
  behave(behaviours: Behaviours, incidents: readonly Incident[]): void {
    this.calls.behave(behaviours, incidents);
  }

  /** Customers call this alias from now on. */
  serve({ functionName, aliasName }: ServedAlias): void {
    const alias = { functionName: interned(functionName), aliasName: interned(aliasName) };
    this.ports.history?.write(alias, this.reached(alias), this.calls.blue, this.ports.simulation.now);
    const key = keyOf(alias);
    if (this.served.has(key) || this.ports.requestsPerSecond === 0) return;
    this.served.add(key);
    this.servedFunctions.set(alias.functionName, alias);
    const arrive = () => {
      this.awaitNext(arrive);
      this.request(alias);
    };
    this.awaitNext(arrive);
  }

  /** A version is on its way; until the next one, it is green and every other version of the function blue. */
  setGreen(functionName: string, version: string): void {
    this.calls.setGreen(functionName, version);
  }

  isGreen(functionName: string, version: string): boolean {
    return this.calls.isGreen(functionName, version);
  }

  assumptions(): readonly string[] {
    return this.ports.history?.assumptions() ?? [];
  }

  /** Whether the customers of a function come to it past its alias. */
  comesPast(functionName: string): boolean {
    const alias = this.servedFunctions.get(functionName);
    return alias !== undefined && this.reached(alias).aliasName !== alias.aliasName;
  }

  /** How one call of a version goes. Only customers' calls fail by the scenario. */
  behaviour(functionName: string, version: string, byCustomer: boolean): VersionCall {
    if (!this.servedFunctions.has(functionName)) return { latencyMs: 0, fails: false };
    return this.calls.call(functionName, version, byCustomer);
  }

  private reached(alias: ServedAlias): ServedAlias {
    return this.ports.reached?.(alias) ?? alias;
  }

  private awaitNext(arrive: () => void): void {
    const { simulation, requests, requestsPerSecond } = this.ports;
    const gapMs = (-Math.log(1 - this.arrivals()) / requestsPerSecond) * 1000;
    const at = simulation.now + Math.round(gapMs);
    // What the model alone serves is over at once.
    if (requests === undefined) simulation.atInstant(at, arrive);
    else simulation.at(at, arrive);
  }

  private request(alias: ServedAlias): void {
    const { simulation, requests } = this.ports;
    this.count += 1;
    const number = this.count;
    const request = requests?.[(number - 1) % requests.length];
    if (request) simulation.background(() => this.send(alias, request, number));
    else this.callModel(alias);
  }

  private callModel(alias: ServedAlias, retry?: NextTry): void {
    const { simulation } = this.ports;
    const at = simulation.now;
    const frontDoor = this.ports.frontDoor?.(alias);
    const reached = this.reached(alias);
    const { executedVersion: version, failed, durationMs } = this.ports.model(reached, retry);
    frontDoor?.countModelled(failed);
    this.ports.observe({ at, alias: reached, version, failed });
    if (!failed) return;
    const next = this.nextTry(retry, reached, version);
    if (next === undefined) return;
    simulation.atInstant(at + durationMs + next.pauseMs, () => {
      this.callModel(alias, next);
    });
  }

  private async send(alias: ServedAlias, request: WorkloadRequest, number: number): Promise<void> {
    const { simulation } = this.ports;
    let next: NextTry | undefined;
    do {
      if (next) await simulation.sleep(next.pauseMs);
      const at = simulation.now;
      const served = await this.sendOnce(alias, request, { number, at, retry: next?.number });
      if (!served) return;
      this.ports.observe({ at, ...served });
      next = served.failed ? this.nextTry(next, served.alias, served.version) : undefined;
    } while (next);
  }

  private async sendOnce(alias: ServedAlias, request: WorkloadRequest, nth: RequestTry) {
    const frontDoor = this.ports.frontDoor?.(alias);
    if (frontDoor) return frontDoor.send(sentRequest(request, nth));
    const reached = this.reached(alias);
    const payload = JSON.stringify(httpEvent(request, nth));
    const { executedVersion: version, failed } = await this.ports.invoke(reached, payload);
    return { alias: reached, version, failed };
  }

  /** Whether the customer tries again whose call of a version failed, which may be a retry itself. */
  private nextTry(last: NextTry | undefined, { functionName }: ServedAlias, version: string): NextTry | undefined {
    if (last) return this.tries.after(last);
    const published = this.ports.publishedAs?.(functionName, version) ?? version;
    return this.tries.first(version, this.calls.retriesOf(functionName, published));
  }
}

function keyOf({ functionName, aliasName }: ServedAlias): string {
  return `${functionName}:${aliasName}`;
}
