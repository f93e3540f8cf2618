import { NotEmulated } from '../kernel/not-emulated';
import { type Template, type TemplateParameter } from './template';

/** Reads a parameter of the Systems Manager parameter store. */
export type SsmParameter = (name: string) => string | undefined;

/** The parameters of one stack operation. */
export interface Parameters {
  readonly values: Readonly<Record<string, string | number>>;
  /** Names in the parameter store that do not exist. */
  readonly missing: readonly string[];
}

/** Gives every parameter its value, as `cdk deploy` without `--parameters` does: the default, or what the store holds. */
export function readParameters(template: Template, ssmParameter: SsmParameter, where: string): Parameters {
  const values: Record<string, string | number> = {};
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const { Default } = parameter;
    if (Default === undefined) {
      throw new NotEmulated(`A value given at deploy time to the parameter ${name}`, where, 'Give it a default.');
    }
    const value = valueOf(parameter.Type, Default, ssmParameter);
    if (value === undefined) missing.push(String(Default));
    else values[name] = value;
  }
  return { values, missing };
}

/** AWS's text, then the fix. */
export function missingParametersReason(missing: readonly string[]): string {
  return (
    `Unable to fetch parameters [${missing.join(',')}] from parameter store for this account. ` +
    'Deploy the stack that makes them (such as the platform stack) first.'
  );
}

function valueOf(
  type: TemplateParameter['Type'],
  given: string | number,
  ssmParameter: SsmParameter,
): string | number | undefined {
  switch (type) {
    case 'String':
      return String(given);
    case 'Number':
      return Number(given);
    case 'AWS::SSM::Parameter::Value<String>':
      return ssmParameter(String(given));
  }
}
