import * as v from 'valibot';

const resourceSchema = v.looseObject({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
  UpdatePolicy: v.optional(v.unknown()),
});

/** A template, as far as a preflight reads it. */
export const templateSchema = v.looseObject({
  Parameters: v.optional(
    v.record(v.string(), v.looseObject({ Type: v.string(), Default: v.optional(v.unknown()) })),
    {},
  ),
  Resources: v.optional(v.record(v.string(), resourceSchema), {}),
});

export type Template = v.InferOutput<typeof templateSchema>;
export type Resource = v.InferOutput<typeof resourceSchema>;

const refSchema = v.strictObject({ Ref: v.string() });
const attributeSchema = v.strictObject({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) });

/** The logical id that a value refers to, by `Ref` or `Fn::GetAtt`; undefined for any other value. */
export function referredId(value: unknown): string | undefined {
  const ref = v.safeParse(refSchema, value);
  if (ref.success) return ref.output.Ref;
  const attribute = v.safeParse(attributeSchema, value);
  return attribute.success ? attribute.output['Fn::GetAtt'][0] : undefined;
}

/** Whether two parts of templates say the same, whatever the order of their members. */
export function saysTheSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(inOrder(left)) === JSON.stringify(inOrder(right));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
