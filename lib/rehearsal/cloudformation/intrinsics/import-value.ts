import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const importValue = defineIntrinsic({
  name: 'Fn::ImportValue',
  argument: ANY_VALUE,
  form: 'the name of an export',
  evaluate: (name, evaluation) => evaluation.scope.exported(asText(name, evaluation)),
});
