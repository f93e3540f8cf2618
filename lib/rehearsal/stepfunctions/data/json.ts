/** A value as JSON can say it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonArray(value);
}

/** `Array.isArray` does not narrow a readonly array out of a union. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Reads JSON text. Throws a `SyntaxError` where it is none. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** What a service answered, as JSON carries it: members without a value are gone. */
export function jsonOf(value: unknown): Json {
  return value === undefined ? {} : parseJson(JSON.stringify(value));
}

/** What kind of value it is, in the words of Step Functions' messages. */
export function jsonTypeOf(value: Json): string {
  if (value === null) return 'null';
  return isJsonArray(value) ? 'array' : typeof value;
}

/** Whether two values are equal as JSON, whatever the order of their members. */
export function jsonEquals(a: Json, b: Json): boolean {
  if (isJsonArray(a) || isJsonArray(b)) {
    return (
      isJsonArray(a) && isJsonArray(b) && a.length === b.length && a.every((item, i) => jsonEquals(item, b[i] ?? null))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const other = b[name];
      return other !== undefined && jsonEquals(a[name] ?? null, other);
    })
  );
}
