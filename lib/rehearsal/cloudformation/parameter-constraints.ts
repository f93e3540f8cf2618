import { NotEmulated } from '../kernel/not-emulated';
import { matchesPattern } from './allowed-pattern';
import { TemplateError } from './template-error';
import { type TemplateParameter } from './template-parameter';

const CONSTRAINTS = ['AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue'] as const;

type Constraint = (typeof CONSTRAINTS)[number];

/** AWS does not say whether a constraint is held against a value in the parameter store or against its name. */
const APPLICABLE: Readonly<Record<TemplateParameter['Type'], readonly Constraint[]>> = {
  String: ['AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength'],
  Number: ['AllowedValues', 'MinValue', 'MaxValue'],
  'List<Number>': ['AllowedValues', 'MinValue', 'MaxValue'],
  CommaDelimitedList: ['AllowedValues', 'AllowedPattern'],
  'AWS::SSM::Parameter::Value<String>': [],
  'AWS::SSM::Parameter::Value<List<String>>': [],
  'AWS::SSM::Parameter::Value<CommaDelimitedList>': [],
};

/**
 * Refuses a value that the parameter does not allow, in AWS's words. They never show the value: it may be a secret.
 *
 * CloudFormation User Guide, "CloudFormation template Parameters syntax".
 *
 * @param items the value, or each item of a list
 */
export function checkConstraints(
  name: string,
  parameter: TemplateParameter,
  items: readonly string[],
  where: string,
): void {
  const odd = CONSTRAINTS.find((key) => parameter[key] !== undefined && !APPLICABLE[parameter.Type].includes(key));
  if (odd !== undefined) throw new NotEmulated(`${odd} of a parameter of type ${parameter.Type}`, where);
  const broken = items.map((item) => violation(parameter, item, where)).find((text) => text !== undefined);
  if (broken === undefined) return;
  const { ConstraintDescription } = parameter;
  const text = ConstraintDescription === undefined ? broken : `failed to satisfy constraint: ${ConstraintDescription}`;
  throw new TemplateError(`Parameter '${name}' ${text}.`, where, 'Give the parameter a value that it allows.');
}

function violation(parameter: TemplateParameter, value: string, where: string): string | undefined {
  const { AllowedPattern, AllowedValues, MaxLength, MaxValue, MinLength, MinValue } = parameter;
  if (isNumeric(parameter) && !isNumber(value)) return 'must be a number';
  if (AllowedValues && !AllowedValues.some((allowed) => String(allowed) === value)) {
    return 'must be one of AllowedValues';
  }
  if (AllowedPattern !== undefined && !matchesPattern(AllowedPattern, value, where)) {
    return `must match pattern ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < MinLength) return `must contain at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > MaxLength) return `must contain at most ${MaxLength} characters`;
  if (MinValue !== undefined && Number(value) < MinValue) return `must be a number not less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > MaxValue) return `must be a number not greater than ${MaxValue}`;
  return undefined;
}

function isNumeric({ Type }: TemplateParameter): boolean {
  return Type === 'Number' || Type === 'List<Number>';
}

/** An integer or a float. JavaScript would also take hexadecimal digits and an empty text. */
function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim());
}
