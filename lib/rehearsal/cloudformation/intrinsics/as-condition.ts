import { type Evaluation } from './define-intrinsic';
import { TemplateError } from '../template-error';
import { shown, type TemplateValue } from '../template-value';

/** Evaluates a part that has to be a condition: true or false. */
export function asCondition(value: TemplateValue, evaluation: Evaluation): boolean {
  const resolved = evaluation.resolve(value);
  if (typeof resolved === 'boolean') return resolved;
  throw new TemplateError(`A condition is needed, got: ${shown(resolved)}.`, evaluation.where);
}
