import * as v from 'valibot';
import { OperationFailure } from '../operation-failure';
import { ANY_VALUE } from '../template-value';
import { asList } from './as-list';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const select = defineIntrinsic({
  name: 'Fn::Select',
  argument: v.tuple([ANY_VALUE, ANY_VALUE]),
  form: 'an index and a list',
  evaluate: ([index, list], evaluation) => {
    const position = asText(index, evaluation);
    const items = asList(list, evaluation);
    const selected = /^\d+$/.test(position) ? items[Number(position)] : undefined;
    // The list may come from a parameter or another resource, so AWS, too, notices only while it deploys.
    if (selected === undefined) {
      throw new OperationFailure(`Template error: Fn::Select cannot select nonexistent value at index ${position}`);
    }
    return selected;
  },
});
