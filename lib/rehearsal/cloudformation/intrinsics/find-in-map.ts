import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { ANY_VALUE, isObject, type TemplateValue } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

const ALLOWED: ReadonlySet<string> = new Set(['Ref', 'Fn::FindInMap']);

const EXTENSIONS = 'which needs the transform AWS::LanguageExtensions';

/** CloudFormation User Guide, "Fn::FindInMap": only `Ref` and `Fn::FindInMap` may stand in it. */
export const findInMap = defineIntrinsic({
  name: 'Fn::FindInMap',
  argument: v.pipe(v.array(ANY_VALUE), v.minLength(3), v.maxLength(4)),
  form: 'the name of a mapping and two keys',
  check: (parts, where) => {
    const [, , , fallback] = parts;
    if (fallback !== undefined) throw new NotEmulated(`Fn::FindInMap with a DefaultValue, ${EXTENSIONS},`, where);
    const other = parts.map(functionOf).find((name) => name !== undefined && !ALLOWED.has(name));
    if (other !== undefined) throw new NotEmulated(`Fn::FindInMap with ${other} in it, ${EXTENSIONS},`, where);
  },
  evaluate: ([mapping = '', top = '', second = ''], evaluation) =>
    evaluation.scope.mapped(
      asText(mapping, evaluation),
      asText(top, evaluation),
      asText(second, evaluation),
      evaluation.where,
    ),
  mentions: ([name], where) => (typeof name === 'string' ? [{ kind: 'mapping', name, where }] : []),
});

function functionOf(part: TemplateValue): string | undefined {
  return isObject(part) ? Object.keys(part)[0] : undefined;
}
