import * as v from 'valibot';
import { ANY_VALUE } from '../template-value';
import { defineIntrinsic } from './define-intrinsic';

export const fnIf = defineIntrinsic({
  name: 'Fn::If',
  argument: v.tuple([v.string(), ANY_VALUE, ANY_VALUE]),
  form: 'the name of a condition and two values',
  evaluate: ([condition, whenTrue, whenFalse], evaluation) =>
    evaluation.resolve(evaluation.scope.condition(condition, evaluation.where) ? whenTrue : whenFalse),
  mentions: ([name], where) => [{ kind: 'condition', name, where }],
  // The branch not taken is no dependency: it may name a resource that does not exist.
  parts: ([condition, whenTrue, whenFalse], decide) =>
    decide ? [decide(condition) ? whenTrue : whenFalse] : [whenTrue, whenFalse],
});
