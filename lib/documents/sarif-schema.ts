import * as v from 'valibot';

/** `null` is written for what is missing, by some tools. */
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));

const index = v.pipe(v.number(), v.integer(), v.minValue(-1));

export const SARIF_LEVELS = ['none', 'note', 'warning', 'error'] as const;
const level = v.picklist(SARIF_LEVELS);

const Rule = v.object({
  id: v.string(),
  guid: optional(v.string()),
  defaultConfiguration: optional(v.object({ level: optional(level) })),
  properties: optional(v.object({ 'security-severity': optional(v.union([v.string(), v.number()])) })),
});

const Tool = v.object({ name: v.string(), guid: optional(v.string()), rules: optional(v.array(Rule)) });

/** How a result, or a setting of a run, names a rule (SARIF 2.1.0, section 3.52). */
const RuleReference = v.object({
  id: optional(v.string()),
  index: optional(index),
  guid: optional(v.string()),
  toolComponent: optional(v.object({ index: optional(index), name: optional(v.string()), guid: optional(v.string()) })),
});

const Result = v.object({
  ruleId: optional(v.string()),
  ruleIndex: optional(index),
  rule: optional(RuleReference),
  kind: optional(v.picklist(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'])),
  level: optional(level),
  baselineState: optional(v.picklist(['new', 'unchanged', 'updated', 'absent'])),
  suppressions: optional(v.array(v.object({ status: optional(v.picklist(['accepted', 'underReview', 'rejected'])) }))),
  locations: optional(
    v.array(
      v.object({
        physicalLocation: optional(
          v.object({
            artifactLocation: optional(v.object({ uri: optional(v.string()) })),
            region: optional(v.object({ startLine: optional(v.number()) })),
          }),
        ),
      }),
    ),
  ),
});

const Invocation = v.object({
  executionSuccessful: optional(v.boolean()),
  ruleConfigurationOverrides: optional(
    v.array(v.object({ descriptor: RuleReference, configuration: v.object({ level: optional(level) }) })),
  ),
});

const Run = v.object({
  tool: v.object({ driver: Tool, extensions: optional(v.array(Tool)) }),
  invocations: optional(v.array(Invocation)),
  results: optional(v.array(Result)),
});

/** As much of SARIF 2.1.0 as decides how severe its results are; the rest is not looked at. */
export const SarifLog = v.object({ version: v.literal('2.1.0'), runs: v.array(Run) });

export type SarifLevel = (typeof SARIF_LEVELS)[number];
export type SarifRun = v.InferOutput<typeof Run>;
export type SarifResult = v.InferOutput<typeof Result>;
export type SarifRule = v.InferOutput<typeof Rule>;
export type SarifRuleReference = v.InferOutput<typeof RuleReference>;
