import { NotEmulated } from '../../kernel/not-emulated';
import { TemplateError } from '../template-error';
import { isObject, type TemplateValue } from '../template-value';
import { and } from './and';
import { base64 } from './base64';
import { condition } from './condition';
import { type Intrinsic } from './define-intrinsic';
import { equals } from './equals';
import { findInMap } from './find-in-map';
import { getAtt } from './get-att';
import { fnIf } from './if';
import { importValue } from './import-value';
import { join } from './join';
import { not } from './not';
import { or } from './or';
import { ref } from './ref';
import { select } from './select';
import { split } from './split';
import { sub } from './sub';

const ANYWHERE: readonly Intrinsic[] = [ref, join, sub, select, split, fnIf, findInMap];

const IN_CONDITIONS: readonly Intrinsic[] = [...ANYWHERE, equals, and, or, not, condition];

const IN_PROPERTIES: readonly Intrinsic[] = [...ANYWHERE, getAtt, importValue, base64];

/** Where in a template a value stands: conditions know other intrinsics than properties do. */
export type Context = 'condition' | 'property';

const TABLES: Readonly<Record<Context, ReadonlyMap<string, Intrinsic>>> = {
  condition: new Map(IN_CONDITIONS.map((intrinsic) => [intrinsic.name, intrinsic])),
  property: new Map(IN_PROPERTIES.map((intrinsic) => [intrinsic.name, intrinsic])),
};

/** The names of the intrinsics that may stand there. */
export function intrinsicNames(context: Context): readonly string[] {
  return [...TABLES[context].keys()].sort();
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
    if (name.startsWith('Fn::')) throw new NotEmulated(`The intrinsic ${name} in a ${context}`, where);
    return undefined;
  }
  if (keys.length > 1) throw new TemplateError(`${name} has to be the only key of its object.`, where);
  return { intrinsic, argument };
}
