import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

/** The logical id is always written out, the attribute may come from a parameter. */
const LIST = v.strictTuple([v.string(), ANY_VALUE]);

/** `Logical.Attribute`: an attribute may itself hold a dot, a logical id never does. */
const DOTTED = v.pipe(
  v.string(),
  v.regex(/^[^.]+\../),
  v.transform((text): [string, string] => {
    const dot = text.indexOf('.');
    return [text.slice(0, dot), text.slice(dot + 1)];
  }),
);

export const getAtt = defineIntrinsic({
  name: 'Fn::GetAtt',
  argument: v.union([LIST, DOTTED]),
  form: 'a logical id and the name of an attribute',
  evaluate: ([logicalId, attribute], evaluation) =>
    evaluation.scope.attribute(logicalId, asText(attribute, evaluation), evaluation.where),
  mentions: ([name, attribute], where) => [
    { kind: 'attribute', name, where, ...(typeof attribute === 'string' && { attribute }) },
  ],
});
