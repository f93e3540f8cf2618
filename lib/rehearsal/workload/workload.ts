import { interned } from '../kernel/interned';
import type { Draw, Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { FrontDoor } from './front-door';
import { httpEvent } from './http-event';
import type { Incident } from './incident';
import { latencyAt, type Latency } from './latency';
import { sentRequest, type WorkloadRequest } from './sent-request';
import type { ServedAlias } from './served-alias';

export type { ServedAlias, WorkloadRequest };

/** How calls of one version go. */
export interface VersionBehaviour {
  readonly errorRate: number;
  readonly latencyMs: Latency;
}

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
  readonly incidents: readonly Incident[];
  /** What stands in front of an alias; undefined, or left out, where customers call the alias itself. */
  frontDoor?(alias: ServedAlias): FrontDoor | undefined;
  /** What they come to: the alias, or its function itself, as `$LATEST`, where all that leads to it goes past the alias. */
  reached?(alias: ServedAlias): ServedAlias;
  invoke(alias: ServedAlias, payload: string): Promise<{ readonly executedVersion: string; readonly failed: boolean }>;
  model(alias: ServedAlias): { readonly executedVersion: string; readonly failed: boolean };
  observe(request: ServedRequest): void;
}

/** The customers: they call every alias under release at random moments, at the scenario's rate. */
export class Workload {
  private readonly served = new Set<string>();
  /** By function, what of it customers call. */
  private readonly servedFunctions = new Map<string, ServedAlias>();
  private readonly green = new Map<string, { readonly version: string; readonly since: number }>();
  private readonly arrivals: Draw;
  private readonly latencies: Draw;
  private readonly failures: Draw;
  private behaviours: { readonly blue: VersionBehaviour; readonly green: VersionBehaviour };
  private count = 0;

  constructor(
    private readonly ports: WorkloadPorts,
    behaviours: { readonly blue: VersionBehaviour; readonly green: VersionBehaviour },
  ) {
    this.behaviours = behaviours;
    this.arrivals = ports.randomness.stream('arrivals');
    this.latencies = ports.randomness.stream('latencies');
    this.failures = ports.randomness.stream('failures');
  }

  /** How the versions behave from now on. */
  behave(behaviours: { readonly blue: VersionBehaviour; readonly green: VersionBehaviour }): void {
    this.behaviours = behaviours;
  }

  /** Customers call this alias from now on. */
  serve({ functionName, aliasName }: ServedAlias): void {
    const alias = { functionName: interned(functionName), aliasName: interned(aliasName) };
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
    this.green.set(interned(functionName), { version, since: this.ports.simulation.now });
  }

  isGreen(functionName: string, version: string): boolean {
    return this.green.get(functionName)?.version === version;
  }

  /** Whether the customers of a function come to it past its alias. */
  comesPast(functionName: string): boolean {
    const alias = this.servedFunctions.get(functionName);
    return alias !== undefined && this.reached(alias).aliasName !== alias.aliasName;
  }

  /** How one call of a version goes. Only customers' calls fail by the scenario. */
  behaviour(functionName: string, version: string, byCustomer: boolean): { latencyMs: number; fails: boolean } {
    if (!this.servedFunctions.has(functionName)) return { latencyMs: 0, fails: false };
    const green = this.green.get(functionName);
    const { errorRate, latencyMs } = this.behaviours[green?.version === version ? 'green' : 'blue'];
    const incident = green && byCustomer ? this.incidentAt(this.ports.simulation.now - green.since) : 0;
    const fails = byCustomer && this.failures() < Math.max(errorRate, incident);
    return { latencyMs: Math.round(latencyAt(this.latencies(), latencyMs)), fails };
  }

  private incidentAt(sinceStart: number): number {
    let worst = 0;
    for (const { at, for: length, errorRate } of this.ports.incidents) {
      if (sinceStart >= at && sinceStart < at + length) worst = Math.max(worst, errorRate);
    }
    return worst;
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
    const at = simulation.now;
    this.count += 1;
    const number = this.count;
    const request = requests?.[(number - 1) % requests.length];
    const frontDoor = this.ports.frontDoor?.(alias);
    if (!request) {
      const reached = this.reached(alias);
      const { executedVersion: version, failed } = this.ports.model(reached);
      frontDoor?.countModelled(failed);
      this.ports.observe({ at, alias: reached, version, failed });
      return;
    }
    simulation.background(async () => {
      if (frontDoor) {
        const served = await frontDoor.send(sentRequest(request, number, at));
        if (served) this.ports.observe({ at, ...served });
        return;
      }
      const payload = JSON.stringify(httpEvent(request, number, at));
      const reached = this.reached(alias);
      const { executedVersion: version, failed } = await this.ports.invoke(reached, payload);
      this.ports.observe({ at, alias: reached, version, failed });
    });
  }
}

function keyOf({ functionName, aliasName }: ServedAlias): string {
  return `${functionName}:${aliasName}`;
}
