import * as v from 'valibot';

/**
 * The parameter types that are emulated. The types that name a resource of EC2 or Route 53 are not: CloudFormation
 * looks such a resource up. CloudFormation User Guide, "Parameters".
 */
const PARAMETER_TYPES = [
  'String',
  'Number',
  'List<Number>',
  'CommaDelimitedList',
  'AWS::SSM::Parameter::Value<String>',
  'AWS::SSM::Parameter::Value<List<String>>',
  'AWS::SSM::Parameter::Value<CommaDelimitedList>',
] as const;

const SCALAR = v.union([v.string(), v.number(), v.boolean()]);

/** A limit may be written as text. */
const LIMIT = v.pipe(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]), v.finite());

/** One entry of a template's `Parameters`. */
export const TEMPLATE_PARAMETER = v.strictObject({
  Type: v.picklist(PARAMETER_TYPES),
  Default: v.optional(SCALAR),
  Description: v.optional(v.string()),
  NoEcho: v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])])),
  AllowedValues: v.optional(v.array(SCALAR)),
  AllowedPattern: v.optional(v.string()),
  ConstraintDescription: v.optional(v.string()),
  MinLength: v.optional(LIMIT),
  MaxLength: v.optional(LIMIT),
  MinValue: v.optional(LIMIT),
  MaxValue: v.optional(LIMIT),
});

export type TemplateParameter = v.InferOutput<typeof TEMPLATE_PARAMETER>;
