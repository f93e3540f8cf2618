import * as v from 'valibot';
import { defineIntrinsic } from './define-intrinsic';

/** `{ "Condition": name }`, which means this only inside another condition: an IAM statement has such a key too. */
export const condition = defineIntrinsic({
  name: 'Condition',
  argument: v.string(),
  form: 'the name of a condition',
  evaluate: (name, { scope, where }) => scope.condition(name, where),
  mentions: (name, where) => [{ kind: 'condition', name, where }],
});
