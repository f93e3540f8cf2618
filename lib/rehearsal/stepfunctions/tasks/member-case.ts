import { isJsonArray, isJsonObject, type Json } from '../data/json';

/** Members of an answer that are moments: seconds on the wire, text in a state's result. */
const MOMENTS = /^(creation|start|stop|update|redrive|create|complete|end|lastUpdated|lastModified)(Date|Time|At)$/;

/** A value with the first letter of every member's name in lower case, as the API takes it. */
export function toCamelCase(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

/** A value with the first letter of every member's name in upper case, as an SDK integration gives it. */
export function toPascalCase(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

function renamed(value: Json, rename: (name: string) => string): Json {
  if (isJsonArray(value)) return value.map((item) => renamed(item, rename));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [rename(name), renamed(member, rename)]));
}

/** Moments as Step Functions writes them, ISO 8601, instead of the wire's seconds. */
export function withReadableMoments(value: Json): Json {
  if (isJsonArray(value)) return value.map(withReadableMoments);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'number' && MOMENTS.test(name)
        ? new Date(member * 1000).toISOString()
        : withReadableMoments(member),
    ]),
  );
}
