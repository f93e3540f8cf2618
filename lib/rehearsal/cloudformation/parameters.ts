import type { GivenParameters } from './given-parameters';
import { checkConstraints } from './parameter-constraints';
import { ownMember } from './own-member';
import type { StackSource } from './stack-source';
import { type Template } from './template';
import { TemplateError } from './template-error';
import { type TemplateParameter } from './template-parameter';
import { type TemplateValue } from './template-value';

/** Reads a parameter of the Systems Manager parameter store. */
export type SsmParameter = (name: string) => string | undefined;

/** The parameters of one stack operation. */
export interface Parameters {
  /** As `Ref` gives them. */
  readonly values: Readonly<Record<string, TemplateValue>>;
  /** As they were given: the text, or the name in the parameter store. The next operation goes on with them. */
  readonly given: Readonly<Record<string, string>>;
  /** Names in the parameter store that do not exist. */
  readonly missing: readonly string[];
}

/**
 * Gives every parameter its value, as `cdk deploy` does: what is given now, else what the stack has already (CDK CLI,
 * `--previous-parameters`), else the default. A value in the parameter store is read anew every time.
 */
export function readParameters(
  template: Template,
  ssmParameter: SsmParameter,
  { name: stackName, where }: Pick<StackSource, 'name' | 'where'>,
  { now = {}, before = {} }: GivenParameters = {},
): Parameters {
  const undeclared = Object.keys(now).filter((name) => !Object.hasOwn(template.Parameters, name));
  if (undeclared.length > 0) {
    throw new TemplateError(`Parameters: [${undeclared.join(', ')}] do not exist in the template.`, where);
  }
  const valueless: string[] = [];
  const values: Record<string, TemplateValue> = {};
  const given: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const text = ownMember(now, name) ?? ownMember(before, name) ?? parameter.Default;
    if (text === undefined) {
      valueless.push(name);
      continue;
    }
    given[name] = String(text);
    const value = valueOf(name, parameter, String(text), ssmParameter, where);
    if (value === undefined) missing.push(String(text));
    else values[name] = value;
  }
  if (valueless.length > 0) {
    throw new TemplateError(
      `Parameters: [${valueless.join(', ')}] must have values.`,
      where,
      valueFix(stackName, valueless),
    );
  }
  return { values, given, missing };
}

/** What to do about parameters without any value. */
function valueFix(stackName: string, names: readonly string[]): string {
  const given = names.map((name) => `${name}: …`).join(', ');
  return `Give them defaults, or values in the scenario: \`stackParameters: { ${stackName}: { ${given} } }\`.`;
}

/** AWS's text, then the fix. */
export function missingParametersReason(missing: readonly string[]): string {
  return `Unable to fetch parameters [${missing.join(',')}] from parameter store for this account. ${missingParametersFix(missing)}`;
}

/** What to do about parameters that the parameter store does not have. */
export function missingParametersFix(names: readonly string[]): string {
  const given = names.map((name) => `${name}: …`).join(', ');
  return (
    'Deploy the stack that makes them (such as the platform stack) first. Where no stack does, as `cdk bootstrap` or a ' +
    `person, the scenario says them: \`account: { parameters: { ${given} } }\`.`
  );
}

function valueOf(
  name: string,
  parameter: TemplateParameter,
  given: string,
  ssmParameter: SsmParameter,
  where: string,
): TemplateValue | undefined {
  const check = (items: readonly string[]): void => {
    checkConstraints(name, parameter, items, `${where}, Parameters.${name}`);
  };
  switch (parameter.Type) {
    case 'String':
      check([given]);
      return given;
    case 'Number':
      check([given]);
      // AWS keeps a number as it was written, so one that would be written otherwise stays a text.
      return String(Number(given)) === given ? Number(given) : given;
    case 'List<Number>':
    case 'CommaDelimitedList':
      check(listed(given));
      return listed(given);
    case 'AWS::SSM::Parameter::Value<String>':
      check([]);
      return ssmParameter(given);
    case 'AWS::SSM::Parameter::Value<List<String>>':
    case 'AWS::SSM::Parameter::Value<CommaDelimitedList>': {
      check([]);
      const stored = ssmParameter(given);
      return stored === undefined ? undefined : listed(stored);
    }
  }
}

/** The items of a list that is one text. */
export function listed(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim());
}
