import type { Batch, Run } from './batch';
import type { Judgement } from './judge-run';

/** A batch that did not come to its end. */
export interface BrokenBatch {
  /** What was said about it. */
  readonly why: string;
  /** The number of the run that was played then; left out where it was none. */
  readonly during?: number;
}

export type PlayedBatch = readonly (Judgement & { readonly number: number })[] | BrokenBatch;

/**
 * Judges every run of a batch. One at which the rehearsal itself breaks takes its whole batch with it, so it is judged
 * as broken, and the others are played again without it.
 */
export async function playRuns(
  batch: Batch,
  play: (batch: Batch) => Promise<PlayedBatch>,
): Promise<readonly (Judgement & Run)[]> {
  if (batch.runs.length === 0) return [];
  const played = await play(batch);
  if (!('why' in played)) {
    return batch.runs.map((run) => {
      const judgement = played.find(({ number }) => number === run.number);
      return { ...run, ...(judgement ?? notPlayed('It was not judged.')) };
    });
  }
  const { why, during } = played;
  const isBroken = ({ number }: Run) => during === undefined || number === during;
  const others = batch.runs.filter((run) => !isBroken(run));
  // Where it is none of these, leaving it out would change nothing.
  const broken = others.length === batch.runs.length ? batch.runs : batch.runs.filter(isBroken);
  const rest = broken === batch.runs ? [] : await playRuns({ ...batch, runs: others }, play);
  return [...broken.map((run) => ({ ...run, ...notPlayed(why) })), ...rest];
}

function notPlayed(why: string): Judgement {
  return { outcome: 'broke', copies: 0, byHour: false, struck: 0, broken: { played: why } };
}
