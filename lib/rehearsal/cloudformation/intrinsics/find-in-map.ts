import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const findInMap = defineIntrinsic({
  name: 'Fn::FindInMap',
  argument: v.strictTuple([v.string(), ANY_VALUE, ANY_VALUE]),
  form: 'the name of a mapping and two keys (a default value needs the language extensions, which are not emulated)',
  evaluate: ([mapping, top, second], evaluation) =>
    evaluation.scope.mapped(mapping, asText(top, evaluation), asText(second, evaluation), evaluation.where),
  mentions: ([name], where) => [{ kind: 'mapping', name, where }],
});
