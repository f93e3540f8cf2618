import { isDeepStrictEqual } from 'node:util';
import { interned } from '../kernel/interned';
import type { Draw, Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { Incident } from './incident';
import { latencyAt } from './latency';
import type { Behaviours, Retries, VersionBehaviour, VersionCall } from './version-behaviour';

export interface VersionCallsPorts {
  readonly simulation: Pick<Simulation, 'now'>;
  readonly randomness: Randomness;
}

/** The version that a function's latest deployment brings. */
interface Green {
  readonly version: string;
  /** When the deployment began, in milliseconds since the epoch. */
  readonly since: number;
  /** When the first customer called it; undefined where none has yet. */
  firstCallAt?: number;
}

const MINUTE_MS = 60_000;

/** How calls go, by the version that they come to and by how long its deployment has been under way. */
export class VersionCalls {
  private readonly greens = new Map<string, Green>();
  private readonly latencies: Draw;
  private readonly failures: Draw;
  private readonly slowCalls: Draw;
  private readonly failedAnswers: Draw;
  /** Since when the versions behave so, in milliseconds since the epoch. */
  private behavingSince: number;

  constructor(
    private readonly ports: VersionCallsPorts,
    private behaviours: Behaviours,
    private incidents: readonly Incident[],
  ) {
    this.behavingSince = ports.simulation.now;
    this.latencies = ports.randomness.stream('latencies');
    this.failures = ports.randomness.stream('failures');
    this.slowCalls = ports.randomness.stream('slow calls');
    this.failedAnswers = ports.randomness.stream('failed answers');
  }

  /** How the versions behave from now on, and what hits both. What changes with time does so in deployments to come. */
  behave(behaviours: Behaviours, incidents: readonly Incident[]): void {
    if (!isDeepStrictEqual(behaviours, this.behaviours)) this.behavingSince = this.ports.simulation.now;
    this.behaviours = behaviours;
    this.incidents = incidents;
  }

  /** How every version behaves before a deployment brings another. */
  get blue(): VersionBehaviour {
    return this.behaviours.blue;
  }

  /** A version is on its way; until the next one, it is green and every other version of the function blue. */
  setGreen(functionName: string, version: string): void {
    this.greens.set(interned(functionName), { version, since: this.ports.simulation.now });
  }

  isGreen(functionName: string, version: string): boolean {
    return this.greens.get(functionName)?.version === version;
  }

  /** How one call of a version goes. Only customers' calls fail by the scenario. */
  call(functionName: string, version: string, byCustomer: boolean): VersionCall {
    const green = this.greens.get(functionName);
    if (byCustomer && green?.version === version) green.firstCallAt ??= this.ports.simulation.now;
    const { errorRate, failedAnswerRate, latencyMs, slow, growth, releaseMetrics } = this.behaviourOf(green, version);
    const incident = green && byCustomer ? this.incidentAt(this.ports.simulation.now - green.since) : 0;
    const fails = byCustomer && this.failures() < Math.max(errorRate, incident);
    let ms = latencyAt(this.latencies(), latencyMs);
    if (slow && this.slowCalls() < slow.share) ms += slow.byMs;
    if (growth) ms += (growth.msPerMinute * Math.max(0, this.sinceStart(green) - growth.from)) / MINUTE_MS;
    const failsByAnswer = byCustomer && failedAnswerRate !== undefined && this.failedAnswers() < failedAnswerRate;
    return {
      latencyMs: Math.round(ms),
      fails,
      ...(failsByAnswer ? { failsByAnswer } : {}),
      ...(releaseMetrics ? { releaseMetrics } : {}),
    };
  }

  /** What customers do whose call of a version failed just now. */
  retriesOf(functionName: string, version: string): Retries | undefined {
    return this.behaviourOf(this.greens.get(functionName), version).retries;
  }

  private behaviourOf(green: Green | undefined, version: string): VersionBehaviour {
    const { blue, green: asGreen, greenFrom, coldGreen } = this.behaviours;
    if (green?.version !== version) return blue;
    if (coldGreen && this.ports.simulation.now < (green.firstCallAt ?? Infinity) + coldGreen.forMs) {
      return coldGreen.behaviour;
    }
    return greenFrom === undefined || this.sinceStart(green) >= greenFrom ? asGreen : blue;
  }

  /** Milliseconds since the start of the deployment; less than nothing where none began since the versions behave so. */
  private sinceStart(green: Green | undefined): number {
    return green && green.since >= this.behavingSince ? this.ports.simulation.now - green.since : -Infinity;
  }

  private incidentAt(sinceStart: number): number {
    let worst = 0;
    for (const { at, for: length, errorRate } of this.incidents) {
      if (sinceStart >= at && sinceStart < at + length) worst = Math.max(worst, errorRate);
    }
    return worst;
  }
}
