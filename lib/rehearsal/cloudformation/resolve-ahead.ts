import { holdsReference } from './dynamic-references/dynamic-reference';
import { type Scope } from './intrinsics/define-intrinsic';
import { type Context, intrinsicCall } from './intrinsics/intrinsics';
import { OperationFailure } from './operation-failure';
import { resolve } from './resolve';
import { isList, isObject, type TemplateValue } from './template-value';
import { UNKNOWN } from './unknown-value';

/**
 * Evaluates a value as far as it is known before the stack operation; what is not known yet is `UNKNOWN`.
 *
 * @param scope fails with an `OperationFailure` at what only the operation gives
 * @param decide whether a condition holds; it has an answer for each
 */
export function resolveAhead(
  value: TemplateValue,
  scope: Scope,
  where: string,
  decide: (condition: string) => boolean,
  context: Context = 'property',
): unknown {
  const call = intrinsicCall(value, context, where);
  if (call?.intrinsic.name === 'Fn::If') {
    const [taken = null] = call.intrinsic.parts(call.argument, decide);
    return resolveAhead(taken, scope, where, decide, context);
  }
  if (call) return known(() => resolve(value, scope, where, context));
  if (isList(value)) {
    return value
      .map((item, index) => resolveAhead(item, scope, `${where}[${index}]`, decide, context))
      .filter((item) => item !== undefined);
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, item]): [string, unknown] => [
      key,
      resolveAhead(item, scope, `${where}.${key}`, decide, context),
    ]);
    return Object.fromEntries(members.filter(([, item]) => item !== undefined));
  }
  return known(() => value);
}

function known(evaluate: () => unknown): unknown {
  try {
    const value = evaluate();
    return typeof value === 'string' && holdsReference(value) ? UNKNOWN : value;
  } catch (error) {
    if (error instanceof OperationFailure) return UNKNOWN;
    throw error;
  }
}
