import * as v from 'valibot';
import type { JudgeUsage } from './judge-port';
import { SCORES } from './rubric';

const tokens = v.pipe(v.number(), v.integer(), v.minValue(0));
export const usageSchema = v.strictObject({ inputTokens: tokens, outputTokens: tokens });

/** A score as it is kept, with the answers that it is about. */
export const keptScoreSchema = v.strictObject({
  score: v.picklist(SCORES),
  reason: v.string(),
  /** Who gave it: the judge, or checks that need none. */
  by: v.picklist(['judge', 'checks']),
  /** The answer to each turn, capped as the judge is shown them. */
  answers: v.array(v.string()),
  /** A digest of the whole answers, by which the same ones are known again. */
  transcript: v.string(),
});
export type KeptScore = v.InferOutput<typeof keptScoreSchema>;

/** One call of a judge, as it is booked for a release: what it may use at most, and what it did once that is known. */
export const bookedCallSchema = v.strictObject({ worst: usageSchema, used: v.optional(usageSchema) });
export interface BookedCall {
  readonly worst: JudgeUsage;
  readonly used?: JudgeUsage | undefined;
}

/** Since when a judge is taken to be the same, and the release whose gate found that. */
export const epochSchema = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  since: v.string(),
});
export type JudgeEpoch = v.InferOutput<typeof epochSchema>;

/**
 * Where scores are kept. They lie on shelves, each score under a name; what is kept stays as it is, so that a gate that
 * is asked again goes on from it, and what two askings of one gate judged at once counts once.
 */
export interface ScoreStore {
  /** All scores of a shelf by their names. */
  scores(shelf: string): Promise<ReadonlyMap<string, KeptScore>>;
  /** Keeps a score, unless there is one by that name, and answers the one that is kept. */
  keep(shelf: string, name: string, score: KeptScore): Promise<KeptScore>;
  /** The newest epoch of a judge; undefined before its first. */
  epoch(judge: string): Promise<JudgeEpoch | undefined>;
  /** Begins an epoch, unless somebody else just did, and answers the one that began. */
  beginEpoch(judge: string, epoch: JudgeEpoch): Promise<JudgeEpoch>;
  /** The calls that were booked under an account. */
  calls(account: string): Promise<readonly BookedCall[]>;
  /** Books a call, or what it used, over what was booked by that name. */
  book(account: string, name: string, call: BookedCall): Promise<void>;
}
