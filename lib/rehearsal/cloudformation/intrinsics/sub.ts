import * as v from 'valibot';
import { TemplateError } from '../template-error';
import { ANY_VALUE, type TemplateObject } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic, type Mention } from './define-intrinsic';

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
      const variable = variables[name];
      if (variable !== undefined) return asText(variable, evaluation);
      const { scope, where } = evaluation;
      const mention = mentionOf(name, where);
      if (mention.kind === 'attribute') return scope.attribute(mention.name, mention.attribute, where);
      return asText({ Ref: name }, evaluation);
    });
  },
  mentions: (argument, where) => {
    const [text, variables] = parts(argument);
    return [...text.matchAll(PLACEHOLDER)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('!') && variables[name] === undefined)
      .map((name) => mentionOf(name, where));
  },
});

function parts(argument: SubArgument): [string, TemplateObject] {
  return typeof argument === 'string' ? [argument, {}] : argument;
}

function mentionOf(name: string, where: string): Extract<Mention, { kind: 'ref' | 'attribute' }> {
  if (!/^[\w:.]+$/.test(name)) throw new TemplateError(`Fn::Sub has a placeholder without a name: \${${name}}.`, where);
  const dot = name.indexOf('.');
  if (dot === -1) return { kind: 'ref', name, where };
  return { kind: 'attribute', name: name.slice(0, dot), attribute: name.slice(dot + 1), where };
}
