import { type Evaluation, type Scope } from './intrinsics/define-intrinsic';
import { type Context, intrinsicCall } from './intrinsics/intrinsics';
import { isList, isObject, type Resolved, type TemplateValue } from './template-value';

/**
 * Evaluates every intrinsic in a value.
 *
 * @param where the place of the value, which the place of a nested property extends
 */
export function resolve(value: TemplateValue, scope: Scope, where: string, context: Context = 'property'): Resolved {
  const call = intrinsicCall(value, context, where);
  if (call) {
    const evaluation: Evaluation = { scope, where, resolve: (part) => resolve(part, scope, where, context) };
    return call.intrinsic.evaluate(call.argument, evaluation);
  }
  if (isList(value)) {
    return value
      .map((item, index) => resolve(item, scope, `${where}[${index}]`, context))
      .filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const object: Record<string, TemplateValue> = {};
  for (const [key, item] of Object.entries(value)) {
    const resolved = resolve(item, scope, `${where}.${key}`, context);
    if (resolved !== undefined) object[key] = resolved;
  }
  return object;
}
