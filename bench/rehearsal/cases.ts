import { Duration } from 'aws-cdk-lib';
import type { RehearsalPlan, RehearsalStep } from 'sluice/rehearsal';
import { synthesize } from './apps';

export interface BenchCase {
  readonly name: string;
  readonly goal: { readonly seconds?: number; readonly megabytes?: number };
  /** One of those that differ in their length alone, by which is seen whether a late minute costs more than an early one. */
  readonly grows?: true;
  /** Writes what is to be played into a folder, and says what to play. */
  plan(directory: string): RehearsalPlan;
}

const ONE = { stacks: 1, functionsPerStack: 1, canary: Duration.minutes(60) };

function plan(requestsPerSecond: number, steps: readonly RehearsalStep[]): RehearsalPlan {
  return {
    seed: 7,
    start: Date.UTC(2026, 0, 5, 9),
    parameters: {},
    requestsPerSecond,
    versions: {},
    incidents: [],
    steps,
  };
}

const deploy = (name: string, directory: string): RehearsalStep => ({ kind: 'deploy', name, directory });

/** A service as it is and as it is to be, from one change to the next. */
function releases(directory: string, shape: typeof ONE, changes: number): readonly RehearsalStep[] {
  return Array.from({ length: changes + 1 }, (_, index) => {
    const name = `change-${index}`;
    return deploy(name, synthesize(directory, { ...shape, name }));
  });
}

/** A canary of so many hours. */
const canary = (hours: number, requestsPerSecond: number) => (directory: string) =>
  plan(requestsPerSecond, releases(directory, { ...ONE, canary: Duration.hours(hours) }, 1));

export const CASES: readonly BenchCase[] = [
  { name: 'canary of 60 minutes, 100 requests/s', goal: { seconds: 3, megabytes: 400 }, plan: canary(1, 100) },
  ...[2, 4, 8].map((hours): BenchCase => {
    return { name: `canary of ${hours} hours, 10 requests/s`, goal: {}, grows: true, plan: canary(hours, 10) };
  }),
  {
    name: '24 hours with alarms, no release',
    goal: { seconds: 5 },
    plan: (directory) => plan(1, [...releases(directory, ONE, 0), { kind: 'wait', ms: 24 * 3_600_000 }]),
  },
  {
    name: '20 functions, 20 releases, two stacks',
    goal: { seconds: 20 },
    plan: (directory) =>
      plan(0, releases(directory, { stacks: 2, functionsPerStack: 10, canary: Duration.minutes(10) }, 1)),
  },
];
