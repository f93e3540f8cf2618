import { type Mention } from './intrinsics/define-intrinsic';
import { type Context, intrinsicCall } from './intrinsics/intrinsics';
import { isList, isObject, type TemplateValue } from './template-value';

/**
 * Everything the intrinsics in a value name, found without evaluating them.
 *
 * Walking the value also proves that every intrinsic in it is emulated and has an argument of the right form.
 *
 * @param decide where conditions are known: only the chosen branch of an `Fn::If` counts
 */
export function mentions(
  value: TemplateValue,
  where: string,
  context: Context = 'property',
  decide?: (condition: string) => boolean,
): readonly Mention[] {
  const call = intrinsicCall(value, context, where);
  if (call) {
    const { intrinsic, argument } = call;
    intrinsic.check(argument, where);
    const nested = intrinsic.parts(argument, decide).flatMap((part) => mentions(part, where, context, decide));
    return [...intrinsic.mentions(argument, where), ...nested];
  }
  if (isList(value)) return value.flatMap((item, index) => mentions(item, `${where}[${index}]`, context, decide));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => mentions(item, `${where}.${key}`, context, decide));
  }
  return [];
}
