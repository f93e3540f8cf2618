import type { RehearsalPlan } from 'sluice/rehearsal';
import type { Change } from './changes';
import type { Fault } from './draw-faults';

/** One release with what goes wrong at it. */
export interface Run {
  readonly number: number;
  readonly change: Change;
  readonly directory: string;
  readonly faults: readonly Fault[];
}

/** Releases that are played one after the other in one account, which saves making it anew. */
export interface Batch {
  readonly seed: number;
  /** The assembly that is there before. */
  readonly first: string;
  readonly runs: readonly Run[];
}

/** Long enough for two rounds of the hourly look at CodeDeploy, one of which may go wrong. */
const AFTERWARDS_MS = 130 * 60_000;

export function planOf({ seed, first, runs }: Batch, errorRates: Readonly<Record<Change, number>>): RehearsalPlan {
  return {
    seed,
    start: Date.UTC(2026, 0, 5, 9),
    parameters: {},
    requestsPerSecond: 0.5,
    versions: {},
    incidents: [],
    steps: [
      { kind: 'deploy', name: 'first', directory: first },
      ...runs.flatMap(({ number, change, directory, faults }) => [
        {
          kind: 'deploy' as const,
          name: String(number),
          directory,
          faults,
          versions: { green: { errorRate: errorRates[change] } },
        },
        { kind: 'wait' as const, ms: AFTERWARDS_MS },
      ]),
    ],
  };
}
