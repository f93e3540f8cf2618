import { teardownSeconds, type Suite } from '../suite/suite';

/** What a function has of its 15 minutes beside a deadline's margin. */
export const MOST_SECONDS = 840;

/**
 * The teardown of a suite runs when all other time is used up, and must find some.
 *
 * @param teardowns how often the suite is torn down
 */
export function teardownProblems(suite: Suite, withinSeconds: number, teardowns: number): readonly string[] {
  const seconds = secondsWithTeardown(suite, withinSeconds, teardowns);
  if (withinSeconds > MOST_SECONDS || seconds <= MOST_SECONDS) return [];
  return [`\`within\` and the times of the suite's teardown together must be <=${MOST_SECONDS} s, got: ${seconds} s`];
}

/** A gate's own time, and that of the teardown. */
export function secondsWithTeardown(suite: Suite, withinSeconds: number, teardowns: number): number {
  return withinSeconds + teardowns * teardownSeconds(suite);
}
