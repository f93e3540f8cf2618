import * as v from 'valibot';
import { concurrency, hookGateFields, wholeNumber } from '../../gate/definition-fields';
import { judgeDefinitionSchema } from '../../judge/judge-definition';
import { qualitySuiteSchema } from './quality-suite';

/** With the askings of one gate, and their margins, it stays below what the gates of a phase have. */
const MOST_QUALITY_SECONDS = 1500;

export const qualitySchema = v.strictObject({
  ...hookGateFields,
  kind: v.literal('quality'),
  suite: qualitySuiteSchema,
  /** Who scores the answers. */
  judge: judgeDefinitionSchema,
  /** So many points green's mean may be below blue's, and no more. */
  margin: v.pipe(v.number(), v.gtValue(0), v.maxValue(2)),
  /** The standard deviation of paired differences, as far as it is known. */
  expectedSd: v.pipe(v.number(), v.gtValue(0), v.maxValue(4)),
  /** How many scores of blue a case is compared with at least. */
  blueScores: wholeNumber(1, 8),
  /** Cases at a time. */
  concurrency,
  /** For all askings together. */
  withinSeconds: v.pipe(v.number(), v.minValue(30), v.maxValue(MOST_QUALITY_SECONDS)),
  /** What judging one release may take at most. */
  budget: v.strictObject({
    mostTokens: v.pipe(v.number(), v.gtValue(0), v.finite()),
    mostDollars: v.pipe(v.number(), v.gtValue(0), v.finite()),
  }),
});

export type QualityDefinition = v.InferOutput<typeof qualitySchema>;
