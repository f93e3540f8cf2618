import { type Evaluation } from './define-intrinsic';
import { TemplateError } from '../template-error';
import { isList, shown, type TemplateValue } from '../template-value';

/** Evaluates a part that has to be a list. */
export function asList(value: TemplateValue, evaluation: Evaluation): readonly TemplateValue[] {
  const resolved = evaluation.resolve(value);
  if (isList(resolved)) return resolved;
  throw new TemplateError(`A list is needed, got: ${shown(resolved)}.`, evaluation.where);
}
