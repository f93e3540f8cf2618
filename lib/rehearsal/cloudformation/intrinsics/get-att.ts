import * as v from 'valibot';
import { defineIntrinsic } from './define-intrinsic';

const LIST = v.tuple([v.string(), v.string()]);

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
  evaluate: ([logicalId, attribute], { scope, where }) => scope.attribute(logicalId, attribute, where),
  mentions: ([name, attribute], where) => [{ kind: 'attribute', name, attribute, where }],
});
