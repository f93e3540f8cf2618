import * as v from 'valibot';

const resourceSchema = v.looseObject({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown())),
  Metadata: v.optional(v.record(v.string(), v.unknown())),
  UpdatePolicy: v.optional(v.unknown()),
});

const templateSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ Resources: v.record(v.string(), resourceSchema) }),
);

/** A stack's template, with all that it has. */
export type StackTemplate = v.InferOutput<typeof templateSchema>;
export type StackTemplateResource = v.InferOutput<typeof resourceSchema>;

/** A template by its text; undefined where it is no JSON, such as YAML. */
export function readStackTemplate(text: string): StackTemplate | undefined {
  const parsed = v.safeParse(templateSchema, text);
  return parsed.success ? parsed.output : undefined;
}
