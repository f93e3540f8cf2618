import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asList } from './as-list';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const join = defineIntrinsic({
  name: 'Fn::Join',
  argument: v.tuple([v.string(), ANY_VALUE]),
  form: 'a delimiter and a list',
  evaluate: ([delimiter, list], evaluation) =>
    asList(list, evaluation)
      .map((part) => asText(part, evaluation))
      .join(delimiter),
});
