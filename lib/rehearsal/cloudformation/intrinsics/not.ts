import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asCondition } from './as-condition';
import { defineIntrinsic } from './define-intrinsic';

export const not = defineIntrinsic({
  name: 'Fn::Not',
  argument: v.tuple([ANY_VALUE]),
  form: 'a list of one condition',
  evaluate: ([condition], evaluation) => !asCondition(condition, evaluation),
});
