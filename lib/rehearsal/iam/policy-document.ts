import * as v from 'valibot';

const ONE_OR_MORE = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((text) => [text]),
  ),
]);

const PRINCIPAL = v.union([v.string(), v.record(v.string(), ONE_OR_MORE)]);

const STATEMENT = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(PRINCIPAL),
  NotPrincipal: v.optional(PRINCIPAL),
  Action: v.optional(ONE_OR_MORE),
  NotAction: v.optional(ONE_OR_MORE),
  Resource: v.optional(ONE_OR_MORE),
  NotResource: v.optional(ONE_OR_MORE),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown()))),
});

/** A policy document, with every list written as a list. IAM User Guide, "JSON policy element reference". */
export const POLICY_DOCUMENT = v.strictObject({
  Version: v.optional(v.picklist(['2012-10-17', '2008-10-17'])),
  Id: v.optional(v.string()),
  Statement: v.union([
    v.array(STATEMENT),
    v.pipe(
      STATEMENT,
      v.transform((statement) => [statement]),
    ),
  ]),
});

export type PolicyDocument = v.InferOutput<typeof POLICY_DOCUMENT>;
export type PolicyStatement = v.InferOutput<typeof STATEMENT>;
