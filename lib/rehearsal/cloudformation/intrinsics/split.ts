import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const split = defineIntrinsic({
  name: 'Fn::Split',
  argument: v.tuple([v.pipe(v.string(), v.minLength(1)), ANY_VALUE]),
  form: 'a delimiter and a text',
  evaluate: ([delimiter, text], evaluation) => asText(text, evaluation).split(delimiter),
});
