import { NotEmulated } from '../../kernel/not-emulated';
import { TemplateError } from '../template-error';
import { isObject, type TemplateValue } from '../template-value';
import { and } from './and';
import { base64 } from './base64';
import { cidr } from './cidr';
import { condition } from './condition';
import { contains } from './contains';
import { type Intrinsic } from './define-intrinsic';
import { eachMemberEquals } from './each-member-equals';
import { eachMemberIn } from './each-member-in';
import { equals } from './equals';
import { findInMap } from './find-in-map';
import { getAtt } from './get-att';
import { getAzs } from './get-azs';
import { getStackOutput } from './get-stack-output';
import { fnIf } from './if';
import { importValue } from './import-value';
import { join } from './join';
import { not } from './not';
import { or } from './or';
import { ref } from './ref';
import { select } from './select';
import { split } from './split';
import { sub } from './sub';

const IN_BOTH: readonly Intrinsic[] = [ref, join, sub, select, split, fnIf, findInMap];

const LOGIC: readonly Intrinsic[] = [equals, and, or, not];

const IN_CONDITIONS = named([...IN_BOTH, ...LOGIC, condition]);

const IN_VALUES = named([...IN_BOTH, getAtt, importValue, getStackOutput, base64, cidr, getAzs]);

/** CloudFormation User Guide, "Rule-specific intrinsic functions". Those for parameters that name resources are not emulated. */
const IN_RULES = named([ref, ...LOGIC, contains, eachMemberEquals, eachMemberIn]);

/** Where in a template a value stands: conditions know other intrinsics than properties do. */
export type Context = 'condition' | 'rule' | 'property' | 'update policy' | 'output';

const TABLES: Readonly<Record<Context, ReadonlyMap<string, Intrinsic>>> = {
  condition: IN_CONDITIONS,
  rule: IN_RULES,
  property: IN_VALUES,
  'update policy': IN_VALUES,
  output: IN_VALUES,
};

/** The names of the intrinsics that may stand there. */
export function intrinsicNames(context: Context): readonly string[] {
  return [...TABLES[context].keys()].sort();
}

/** For messages. */
export function inContext(context: Context): string {
  return context === 'output' || context === 'update policy' ? `an ${context}` : `a ${context}`;
}

/** The intrinsic a value is a call of, or nothing if it is plain data. */
export function intrinsicCall(
  value: TemplateValue,
  context: Context,
  where: string,
): { readonly intrinsic: Intrinsic; readonly argument: TemplateValue } | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  const name = keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 ? keys[0] : undefined);
  const argument = name === undefined ? undefined : value[name];
  if (name === undefined || argument === undefined) return undefined;
  const intrinsic = TABLES[context].get(name);
  if (!intrinsic) {
    if (name.startsWith('Fn::')) throw new NotEmulated(`The intrinsic ${name} in ${inContext(context)}`, where);
    return undefined;
  }
  if (keys.length > 1) throw new TemplateError(`${name} has to be the only key of its object.`, where);
  return { intrinsic, argument };
}

function named(intrinsics: readonly Intrinsic[]): ReadonlyMap<string, Intrinsic> {
  return new Map(intrinsics.map((intrinsic) => [intrinsic.name, intrinsic]));
}
