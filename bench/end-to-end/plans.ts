import type { RehearsalPlan } from 'sluice/rehearsal';
import { chance } from '../soak/chance';
import { USUAL, type Case } from './cases';

/** Rehearsals of one case, with one setting, at one rate. */
export interface Cell {
  readonly setting: string;
  readonly case: Case;
  readonly requestsPerSecond: number;
}

const MINUTE_MS = 60_000;

/** Time for red alarms to become green again: three minutes of data, two more that CloudWatch looks back, and its delay. */
const BETWEEN_MS = 10 * MINUTE_MS;
const HISTORY_HOURS = 24;

/**
 * What is played of a cell, in accounts with a day of history. Harmless releases follow each other in one account, which
 * saves making it anew. Each regression has its own, as one that is not found would be blue's history for the next.
 *
 * All settings are played with the same seeds, and begin at any second of a minute: at which, decides how soon metrics come.
 *
 * @param assemblies the app's versions, the first being what runs before
 * @param batch counts the batches of the cell
 */
export function plansOf(
  { case: played, requestsPerSecond }: Cell,
  assemblies: readonly string[],
  { seed, batch, rehearsals }: { readonly seed: number; readonly batch: number; readonly rehearsals: number },
): readonly RehearsalPlan[] {
  const alone = played.kind === 'regression';
  const [first = '', ...changes] = assemblies;
  return Array.from({ length: alone ? rehearsals : 1 }, (_, index) => {
    const draw = chance(seed, `${played.name} ${requestsPerSecond} ${batch} ${index}`);
    const anySecondMs = () => Math.floor(draw() * MINUTE_MS);
    return {
      seed: Math.floor(draw() * 2 ** 31),
      start: Date.UTC(2026, 0, 5, 9) + anySecondMs(),
      parameters: {},
      requestsPerSecond,
      history: { hours: HISTORY_HOURS, requestsPerSecond },
      versions: { blue: { errorRate: USUAL } },
      incidents: [],
      steps: [
        { kind: 'deploy', name: 'first', directory: first },
        ...changes.slice(0, alone ? 1 : rehearsals).flatMap((directory, number) => [
          { kind: 'wait' as const, ms: BETWEEN_MS + anySecondMs() },
          {
            kind: 'deploy' as const,
            name: String(number + 1),
            directory,
            versions: { blue: { errorRate: USUAL }, green: played.green },
            incidents: played.incidents,
          },
        ]),
      ],
    };
  });
}
