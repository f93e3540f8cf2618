import * as v from 'valibot';

/** What was measured for a gate. */
export interface Evidence {
  /** Where the figures come from, such as `probes of the green version`. */
  readonly source: string;
  /** How many observations they rest on. */
  readonly sampleSize: number;
  /** How long the measurement took, in milliseconds. */
  readonly windowMs: number;
  /** The figures themselves, by name with the unit in it. */
  readonly figures: Readonly<Record<string, number>>;
  /** Answers of both versions side by side, the worst first, where a gate compares them. */
  readonly comparisons?: readonly ComparedPair[] | undefined;
}

/** The answers of both versions to one case, each with its score and with why it has it. */
export interface ComparedPair {
  readonly case: string;
  readonly question: string;
  readonly green: ScoredAnswer;
  readonly blue: ScoredAnswer;
}

export interface ScoredAnswer {
  /** Of several, their mean. */
  readonly score: number;
  readonly answer: string;
  readonly reason: string;
}

/** The smallest number that DynamoDB holds beside zero (DynamoDB Developer Guide, "Data types"). */
const SMALLEST = 1e-130;

/** Whether the ledger can keep a number, as it is. */
export function canBeKept(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= SMALLEST);
}

const kept = v.pipe(
  v.number(),
  v.check(canBeKept, `must be a number between ±${SMALLEST} and ±${Number.MAX_SAFE_INTEGER}, or 0`),
);

const scoredAnswerSchema = v.strictObject({ score: kept, answer: v.string(), reason: v.string() });

export const evidenceSchema = v.strictObject({
  source: v.string(),
  sampleSize: kept,
  windowMs: kept,
  // A list would be read as a record without entries.
  figures: v.pipe(
    v.custom<object>((value) => !Array.isArray(value), 'must be figures by their names'),
    v.record(v.string(), v.number()),
  ),
  comparisons: v.optional(
    v.array(
      v.strictObject({
        case: v.string(),
        question: v.string(),
        green: scoredAnswerSchema,
        blue: scoredAnswerSchema,
      }),
    ),
  ),
}) satisfies v.GenericSchema<unknown, Evidence>;
