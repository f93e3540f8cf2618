import * as v from 'valibot';
import { evidenceFigure } from './evidence-figure';
import { isWarning } from './streams';
import type { WatchState } from './watch-state';

/** One look, as it is kept. Times are milliseconds since the epoch. */
export interface LookRecord {
  readonly at: number;
  readonly weight?: number | undefined;
  /** Of each gate that compares: what had been counted of both versions by then, and the evidence. */
  readonly gates: Readonly<
    Record<
      string,
      {
        readonly blueCalls: number;
        readonly blueErrors: number;
        readonly greenCalls: number;
        readonly greenErrors: number;
        readonly evidence: number;
      }
    >
  >;
}

/** A look as it is kept. */
export const lookRecordSchema = v.object({
  at: v.number(),
  weight: v.optional(v.number()),
  gates: v.record(
    v.string(),
    v.object({
      blueCalls: v.number(),
      blueErrors: v.number(),
      greenCalls: v.number(),
      greenErrors: v.number(),
      evidence: v.number(),
    }),
  ),
}) satisfies v.GenericSchema<unknown, LookRecord>;

/** Where what watches know is kept. */
export interface Watches {
  read(releaseId: string): Promise<WatchState | undefined>;
  /** Keeps what is known after a look, with the look; false where somebody else has kept that look already. */
  keep(releaseId: string, state: WatchState, look: LookRecord): Promise<boolean>;
}

/** A look for whoever reads how a shift went. */
export function lookRecord({ lookedAt, weights, compared }: WatchState): LookRecord {
  const weight = weights.at(-1)?.weight;
  return {
    at: lookedAt,
    ...(weight === undefined ? {} : { weight }),
    gates: Object.fromEntries(
      Object.entries(compared)
        .filter(([key]) => !isWarning(key))
        .map(([name, { total, evidence }]) => [
          name,
          {
            blueCalls: total.blue.calls,
            blueErrors: total.blue.errors,
            greenCalls: total.green.calls,
            greenErrors: total.green.errors,
            evidence: evidenceFigure(evidence),
          },
        ]),
    ),
  };
}
