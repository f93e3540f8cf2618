import type { Randomness } from '../kernel/randomness';
import { drawPastMinute, type PastMinute } from './draw-past-minute';
import type { ServedAlias } from './served-alias';
import type { VersionBehaviour } from './version-behaviour';

/** What customers did before the rehearsal began to look. */
export interface PastTraffic {
  readonly hours: number;
  /** How often they called each alias. */
  readonly requestsPerSecond: number;
}

export interface HistoryPorts {
  readonly randomness: Randomness;
  readonly past: PastTraffic | undefined;
  /** How long a call of an alias may take, in milliseconds. */
  timeoutMs(alias: ServedAlias): number;
  /**
   * Counts a minute of calls in the metrics that calls of an alias have.
   *
   * @param startsAt milliseconds since the epoch
   */
  count(alias: ServedAlias, startsAt: number, minute: PastMinute): void;
}

const MINUTE_MS = 60_000;

/** The traffic that aliases had before their customers are played: drawn minute by minute, and counted in the metrics alone. */
export class History {
  private readonly written = new Set<string>();

  constructor(private readonly ports: HistoryPorts) {}

  /**
   * Writes the history of an alias, once: whole minutes that end where the one begins in which it is now.
   *
   * @param reached what its customers come to: the alias, or its function where they go past it
   * @param now milliseconds since the epoch
   */
  write(alias: ServedAlias, reached: ServedAlias, behaviour: VersionBehaviour, now: number): void {
    const { past, randomness } = this.ports;
    const name = `${alias.functionName}:${alias.aliasName}`;
    if (past === undefined || this.written.has(name)) return;
    this.written.add(name);
    const draw = randomness.stream(`history of ${name}`);
    const perMinute = past.requestsPerSecond * 60;
    const timeoutMs = this.ports.timeoutMs(reached);
    const end = now - (now % MINUTE_MS);
    for (let startsAt = end - Math.round(past.hours * 60) * MINUTE_MS; startsAt < end; startsAt += MINUTE_MS) {
      const minute = drawPastMinute(draw, { perMinute, behaviour, timeoutMs });
      if (minute.calls > 0) this.ports.count(reached, startsAt, minute);
    }
  }

  assumptions(): readonly string[] {
    if (this.ports.past === undefined || this.written.size === 0) return [];
    const { hours, requestsPerSecond } = this.ports.past;
    const names = [...this.written].join(', ');
    return [
      `${hours} ${hours === 1 ? 'hour' : 'hours'} of history of ${names} were drawn, not played: ${requestsPerSecond} requests/s that went as blue does, in AWS/Lambda’s Invocations, Errors and Duration alone.`,
    ];
  }
}
