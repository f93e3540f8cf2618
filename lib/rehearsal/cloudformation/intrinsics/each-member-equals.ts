import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asList } from './as-list';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

/** Only in rules: CloudFormation User Guide, "Rule-specific intrinsic functions". */
export const eachMemberEquals = defineIntrinsic({
  name: 'Fn::EachMemberEquals',
  argument: v.strictTuple([ANY_VALUE, ANY_VALUE]),
  form: 'a list and a text',
  evaluate: ([list, text], evaluation) => {
    const expected = asText(text, evaluation);
    return asList(list, evaluation).every((item) => asText(item, evaluation) === expected);
  },
});
