import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asCondition } from './as-condition';
import { defineIntrinsic } from './define-intrinsic';

export const and = defineIntrinsic({
  name: 'Fn::And',
  argument: v.pipe(v.array(ANY_VALUE), v.minLength(2), v.maxLength(10)),
  form: 'two to ten conditions',
  evaluate: (conditions, evaluation) => conditions.every((condition) => asCondition(condition, evaluation)),
});
