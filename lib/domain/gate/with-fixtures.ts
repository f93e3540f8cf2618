import { fixtureNames, type Fixtures } from '../suite/fixture';
import { teardownSeconds, type Suite } from '../suite/suite';
import type { CallPorts } from './call';
import { holdTurns, type Talk } from './conversation';
import type { Reason } from './verdict';

/** What came of work between the setup and the teardown of a suite. */
export interface Prepared<T> {
  /** Missing where the setup did not hold, so that the work was not begun. */
  readonly done?: T;
  readonly setupReasons: readonly Reason[];
  readonly teardownReasons: readonly Reason[];
}

/**
 * Holds the setup of a suite, works with the fixtures that it gives, and holds the teardown whatever came of both. The
 * teardown has time of its own, as it has to run when all other time is used up.
 */
export async function withFixtures<T>(
  talk: Omit<Talk, 'fixtures'>,
  ports: CallPorts,
  work: (fixtures: Fixtures) => Promise<T>,
): Promise<Prepared<T>> {
  const { setup = [], fixtures: given = {} } = talk.suite;
  const { reasons, cutOff, kept } = await holdTurns('Setup', setup, { ...talk, fixtures: given }, ports);
  const fixtures = { ...given, ...kept };
  const setupReasons = cutOff
    ? [{ code: 'too-slow', message: 'Setup: the time was up before it came to its end.' }]
    : reasons;
  try {
    const done = setupReasons.length === 0 ? { done: await work(fixtures) } : {};
    return { ...done, setupReasons, teardownReasons: await tearDown(talk, fixtures, ports) };
  } catch (error) {
    await tearDown(talk, fixtures, ports);
    throw error;
  }
}

/** Each turn is taken, whatever came of those before it: the more is tidied up the better. */
async function tearDown(
  { gate, suite }: Omit<Talk, 'fixtures'>,
  fixtures: Fixtures,
  ports: CallPorts,
): Promise<readonly Reason[]> {
  if (!suite.teardown) return [];
  const endsAt = ports.now() + teardownSeconds(suite) * 1000;
  const reasons: Reason[] = [];
  for (const [index, turn] of suite.teardown.entries()) {
    if (!canBeFilled(turn, suite, fixtures)) continue;
    const result = await holdTurns(`Teardown ${index + 1}`, [turn], { gate, suite, fixtures, endsAt }, ports);
    reasons.push(...result.reasons);
  }
  return reasons;
}

/** A setup that broke off gave only some of the fixtures: what has none of it is not there to be tidied up. */
function canBeFilled(turn: unknown, { request }: Suite, fixtures: Fixtures): boolean {
  return fixtureNames([request, turn]).every((name) => Object.hasOwn(fixtures, name));
}
