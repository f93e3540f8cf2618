import { isJsonArray, isJsonObject, type Json } from '../json';
import { type Bindings, evaluateExpression, expressionIn } from './expression';

/** Fills in every `{% … %}` of a value, however deep it stands. */
export async function evaluateTemplate(value: Json, bindings: Bindings, field: string): Promise<Json> {
  if (typeof value === 'string') {
    const expression = expressionIn(value);
    return expression === undefined ? value : evaluateExpression(expression, bindings, field);
  }
  if (isJsonArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries())
      items.push(await evaluateTemplate(item, bindings, `${field}[${index}]`));
    return items;
  }
  if (!isJsonObject(value)) return value;
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    members[name] = await evaluateTemplate(member, bindings, `${field}/${name}`);
  }
  return members;
}
