import * as v from 'valibot';
import { defineIntrinsic } from './define-intrinsic';

export const ref = defineIntrinsic({
  name: 'Ref',
  argument: v.string(),
  form: 'the name of a parameter or the logical id of a resource',
  evaluate: (name, { scope, where }) => scope.ref(name, where),
  mentions: (name, where) => [{ kind: 'ref', name, where }],
});
