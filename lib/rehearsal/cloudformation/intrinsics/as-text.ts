import { type Evaluation } from './define-intrinsic';
import { TemplateError } from '../template-error';
import { shown, type TemplateValue } from '../template-value';

/** Evaluates a part that has to be text; CloudFormation writes numbers and booleans as text too. */
export function asText(value: TemplateValue, evaluation: Evaluation): string {
  const resolved = evaluation.resolve(value);
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
  throw new TemplateError(`A text is needed, got: ${shown(resolved)}.`, evaluation.where);
}
