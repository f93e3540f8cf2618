import type { AddedCounts } from '../../../lib/domain/watch/look';

export interface Outcome {
  readonly added: AddedCounts;
  readonly chance: number;
}

export interface Truth {
  readonly blue: number;
  readonly green: number;
}

/** The chances of 0, 1, … `trials` hits of a share. */
export function binomial(trials: number, share: number): readonly number[] {
  let chances = [1];
  for (let trial = 0; trial < trials; trial++) {
    chances = [...chances, 0].map((chance, hits) => chance * (1 - share) + (hits > 0 ? chances[hits - 1]! * share : 0));
  }
  return chances;
}

/** Every number of errors that so many calls of each version can have, with its chance. */
export function ofCalls(calls: { readonly blue: number; readonly green: number }, truth: Truth): readonly Outcome[] {
  const blue = binomial(calls.blue, truth.blue);
  const green = binomial(calls.green, truth.green);
  return blue.flatMap((ofBlue, blueErrors) =>
    green.map((ofGreen, greenErrors) => ({
      added: {
        blue: { calls: calls.blue, errors: blueErrors },
        green: { calls: calls.green, errors: greenErrors },
      },
      chance: ofBlue * ofGreen,
    })),
  );
}

/** Every way in which so many calls can be routed by chance and then fail, with its chance. */
export function ofRouting(calls: number, weight: number, truth: Truth): readonly Outcome[] {
  return binomial(calls, weight).flatMap((routed, green) =>
    ofCalls({ blue: calls - green, green }, truth).map(({ added, chance }) => ({ added, chance: routed * chance })),
  );
}

export function mean(outcomes: readonly Outcome[], value: (added: AddedCounts) => number): number {
  return outcomes.reduce((sum, { added, chance }) => sum + chance * value(added), 0);
}
