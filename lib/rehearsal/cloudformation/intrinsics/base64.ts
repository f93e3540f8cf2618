import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

export const base64 = defineIntrinsic({
  name: 'Fn::Base64',
  argument: ANY_VALUE,
  form: 'a text',
  evaluate: (text, evaluation) => Buffer.from(asText(text, evaluation), 'utf8').toString('base64'),
});
