import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const equals = defineIntrinsic({
  name: 'Fn::Equals',
  argument: v.tuple([ANY_VALUE, ANY_VALUE]),
  form: 'two values',
  evaluate: ([left, right], evaluation) => asText(left, evaluation) === asText(right, evaluation),
});
