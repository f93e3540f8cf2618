import * as v from 'valibot';
import { ownMember } from '../own-member';
import { TemplateError } from '../template-error';
import { ANY_VALUE, type TemplateObject } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

type SubArgument = string | [string, TemplateObject];

/** `${Name}`, `${Logical.Attribute}`, and `${!Literal}`, which stands for `${Literal}`. */
const PLACEHOLDER = /\$\{([^}]*)\}/g;

export const sub = defineIntrinsic({
  name: 'Fn::Sub',
  argument: v.union([v.string(), v.tuple([v.string(), v.record(v.string(), ANY_VALUE)])]),
  form: 'a text, or a text and a map of variables',
  evaluate: (argument, evaluation) => {
    const [text, variables] = parts(argument);
    return text.replace(PLACEHOLDER, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const variable = ownMember(variables, name);
      if (variable !== undefined) return asText(variable, evaluation);
      const { scope, where } = evaluation;
      const { logicalId, attribute } = partsOfName(name, where);
      if (attribute !== undefined) return scope.attribute(logicalId, attribute, where);
      return asText({ Ref: name }, evaluation);
    });
  },
  mentions: (argument, where) => {
    const [text, variables] = parts(argument);
    return [...text.matchAll(PLACEHOLDER)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('!') && !Object.hasOwn(variables, name))
      .map((name) => {
        const { logicalId, attribute } = partsOfName(name, where);
        if (attribute === undefined) return { kind: 'ref', name, where };
        return { kind: 'attribute', name: logicalId, attribute, where };
      });
  },
});

function parts(argument: SubArgument): [string, TemplateObject] {
  return typeof argument === 'string' ? [argument, {}] : argument;
}

function partsOfName(
  name: string,
  where: string,
): { readonly logicalId: string; readonly attribute: string | undefined } {
  if (!/^[\w:.]+$/.test(name)) throw new TemplateError(`Fn::Sub has a placeholder without a name: \${${name}}.`, where);
  const dot = name.indexOf('.');
  if (dot === -1) return { logicalId: name, attribute: undefined };
  return { logicalId: name.slice(0, dot), attribute: name.slice(dot + 1) };
}
