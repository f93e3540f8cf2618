import { isJsonArray, isJsonObject, type Json } from '../json';
import { evaluatePathOrIntrinsic, type PathScope } from './path-or-intrinsic';

/** Fills in every member whose name ends in `.$` (Amazon States Language, "Payload Template"). */
export function fillPayloadTemplate(template: Json, scope: PathScope): Json {
  if (isJsonArray(template)) return template.map((item) => fillPayloadTemplate(item, scope));
  if (!isJsonObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), evaluatePathOrIntrinsic(pathOf(value), scope, name)]
        : [name, fillPayloadTemplate(value, scope)],
    ),
  );
}

function pathOf(value: Json): string {
  if (typeof value === 'string') return value;
  throw new Error(`${JSON.stringify(value)} is no path: the definition was not checked.`);
}
