import { ApiError } from '../../kernel/api-error';
import { parseTemplate } from '../template';

/** A parameter of a call. */
export interface GivenParameter {
  readonly ParameterKey: string;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue: boolean;
}

/**
 * The values that a call gives the parameters of a template. Other than by the CDK CLI, one that it does not name has its
 * default and not what it had before.
 *
 * @param before what the stack has from the operation before
 */
export function givenValues(
  template: unknown,
  where: string,
  given: readonly GivenParameter[],
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { Parameters } = parseTemplate(template, where);
  const refuse = (message: string) => new ApiError('ValidationError', message);
  const undeclared = given.map(({ ParameterKey }) => ParameterKey).filter((key) => !Object.hasOwn(Parameters, key));
  if (undeclared.length > 0) throw refuse(`Parameters: [${undeclared.join(', ')}] do not exist in the template`);
  const named = new Map(
    given.map(({ ParameterKey: key, ParameterValue, UsePreviousValue }) => {
      if (!UsePreviousValue) return [key, ParameterValue] as const;
      if (ParameterValue !== undefined) {
        throw refuse(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
        );
      }
      if (Object.hasOwn(before, key)) return [key, before[key]] as const;
      throw refuse(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }),
  );
  const values = Object.entries(Parameters).map(([key, { Default }]) => {
    const value = named.get(key) ?? Default;
    return [key, value === undefined ? undefined : String(value)] as const;
  });
  const missing = values.flatMap(([key, value]) => (value === undefined ? [key] : []));
  if (missing.length > 0) throw refuse(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
