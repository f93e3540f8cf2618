import * as v from 'valibot';
import { issueSentence } from './issue-sentence';

/** Whether a gate's answer counts: a `shadow` gate is asked, judged and kept, and never blocks. */
export const MODES = ['enforce', 'shadow'] as const;
export type Mode = (typeof MODES)[number];

/** What becomes of a release about which a gate knows too little. */
export const ON_INCONCLUSIVE = ['block', 'proceed'] as const;
export type OnInconclusive = (typeof ON_INCONCLUSIVE)[number];

const WHOLE = 'must be a whole number';

const retrySchema = v.strictObject({
  /** How often it is asked once more. */
  attempts: v.pipe(v.number(), v.integer(WHOLE), v.minValue(1), v.maxValue(60)),
  /** How long it waits before each, in seconds. */
  everySeconds: v.pipe(v.number(), v.integer(WHOLE), v.minValue(1), v.maxValue(1800)),
});

/** A gate that is asked again while it does not know. */
export type Retry = v.InferOutput<typeof retrySchema>;

/**
 * What a squad says of a gate beside its question. It is part of the manifest, and so of the ledger: who answers for a
 * gate cannot say how much its answer counts. What is left out is `enforce`, `block` and no retry.
 */
export const gateSettings = {
  mode: v.optional(v.picklist(MODES)),
  onInconclusive: v.optional(v.picklist(ON_INCONCLUSIVE)),
  retry: v.optional(retrySchema),
} as const;

const settingsSchema = v.strictObject(gateSettings);
export type GateSettings = v.InferOutput<typeof settingsSchema>;

/** What is wrong with the settings of a gate, each as one sentence. */
export function settingsProblems(settings: GateSettings): readonly string[] {
  const { issues = [] } = v.safeParse(settingsSchema, settings);
  return issues.map((issue) => issueSentence(issue, propOf));
}

/** The settings by the names that a squad writes them by. */
function propOf(path: string): string {
  return path.replace('retry', 'retryInconclusive').replace('everySeconds', 'every');
}
