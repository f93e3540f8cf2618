import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';

const ONE_OR_MORE = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((text) => [text]),
  ),
]);

/** Keys that valibot leaves out of a record without a word, which would take a condition away. */
const LEFT_OUT = ['__proto__', 'constructor', 'prototype'];

function mapOf<S extends v.GenericSchema>(values: S) {
  const isWhole = (input: unknown) =>
    typeof input !== 'object' || input === null || !LEFT_OUT.some((key) => Object.hasOwn(input, key));
  return v.pipe(v.unknown(), v.check(isWhole), v.record(v.string(), values));
}

const PRINCIPAL = v.union([v.literal('*'), mapOf(ONE_OR_MORE)]);

/** JSON lets a condition's value be written without quotes; IAM compares text all the same. */
const CONDITION_VALUE = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const CONDITION_VALUES = v.union([
  v.array(CONDITION_VALUE),
  v.pipe(
    CONDITION_VALUE,
    v.transform((text) => [text]),
  ),
]);

const ELEMENTS = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(PRINCIPAL),
  NotPrincipal: v.optional(PRINCIPAL),
  Action: v.optional(ONE_OR_MORE),
  NotAction: v.optional(ONE_OR_MORE),
  Resource: v.optional(ONE_OR_MORE),
  NotResource: v.optional(ONE_OR_MORE),
  Condition: v.optional(mapOf(mapOf(CONDITION_VALUES))),
});

/** An element and its opposite exclude each other, and a statement without an action says nothing. */
const STATEMENT = v.pipe(
  ELEMENTS,
  v.check(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
  v.check(({ Resource, NotResource }) => Resource === undefined || NotResource === undefined),
  v.check(({ Principal, NotPrincipal }) => Principal === undefined || NotPrincipal === undefined),
);

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

/**
 * Reads a document that another service keeps, such as a function's or a topic's policy.
 *
 * @param where whose policy it is, for the message
 */
export function readPolicy(document: unknown, where: string): PolicyDocument {
  const parsed = v.safeParse(POLICY_DOCUMENT, document);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new NotEmulated(
    `The policy element ${v.getDotPath(issue) ?? ''} with the value ${JSON.stringify(issue.input)}`,
    where,
  );
}
