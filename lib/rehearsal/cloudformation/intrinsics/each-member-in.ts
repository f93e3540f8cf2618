import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { asList } from './as-list';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

/** Only in rules: CloudFormation User Guide, "Rule-specific intrinsic functions". */
export const eachMemberIn = defineIntrinsic({
  name: 'Fn::EachMemberIn',
  argument: v.strictTuple([ANY_VALUE, ANY_VALUE]),
  form: 'two lists',
  evaluate: ([members, list], evaluation) => {
    const allowed = new Set(asList(list, evaluation).map((item) => asText(item, evaluation)));
    return asList(members, evaluation).every((item) => allowed.has(asText(item, evaluation)));
  },
});
