import type { ServedRequest } from './workload/workload';

/** What became of the requests to one version. */
export interface RequestTally {
  readonly total: number;
  readonly errors: number;
  /** Milliseconds since the epoch. */
  readonly firstErrorAt?: number;
}

/** When requests to one version of one alias came, and when those that failed. There are very many: numbers alone. */
interface Times {
  readonly functionName: string;
  readonly aliasName: string;
  readonly version: string;
  readonly all: number[];
  readonly failed: number[];
}

/** The customers' requests of a step. */
export class ServedRequests {
  private readonly times: Times[] = [];
  private latest: Times | undefined;

  add({ alias: { functionName, aliasName }, version, at, failed }: ServedRequest): void {
    // Most of them go where the one before went.
    let times = this.latest;
    if (times?.version !== version || times.aliasName !== aliasName || times.functionName !== functionName) {
      times = this.latest = this.timesOf(functionName, aliasName, version);
    }
    times.all.push(at);
    if (failed) times.failed.push(at);
  }

  /** Counts those to an alias from a time on, and of them those to the versions that are asked for. */
  tally(
    { functionName, aliasName }: Pick<Times, 'functionName' | 'aliasName'>,
    since: number,
    isCounted: (version: string) => boolean,
  ): RequestTally {
    const times = this.times.filter(
      (one) => one.functionName === functionName && one.aliasName === aliasName && isCounted(one.version),
    );
    const isSince = (at: number) => at >= since;
    const failed = times.flatMap((one) => one.failed.filter(isSince));
    return {
      total: times.reduce((sum, { all }) => all.reduce((count, at) => (isSince(at) ? count + 1 : count), sum), 0),
      errors: failed.length,
      ...(failed[0] === undefined ? {} : { firstErrorAt: failed[0] }),
    };
  }

  private timesOf(functionName: string, aliasName: string, version: string): Times {
    const known = this.times.find(
      (one) => one.version === version && one.aliasName === aliasName && one.functionName === functionName,
    );
    if (known) return known;
    const times: Times = { functionName, aliasName, version, all: [], failed: [] };
    this.times.push(times);
    return times;
  }
}
