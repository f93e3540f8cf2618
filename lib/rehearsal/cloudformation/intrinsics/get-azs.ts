import { ANY_VALUE } from '../template-value';
import { asText } from './as-text';
import { defineIntrinsic } from './define-intrinsic';

/** How many zones a region has depends on the account, so this is an assumption and listed as one. */
const ZONES = ['a', 'b', 'c'] as const;

export const getAzs = defineIntrinsic({
  name: 'Fn::GetAZs',
  argument: ANY_VALUE,
  form: 'the name of a region, or an empty text',
  evaluate: (region, evaluation) => {
    const named = asText(region, evaluation);
    const name = named === '' ? asText({ Ref: 'AWS::Region' }, evaluation) : named;
    return ZONES.map((zone) => `${name}${zone}`);
  },
});
