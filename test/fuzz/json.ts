/** A value of JSON. Mutations change it in place. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** A place in a document: what holds it, and its name or index there. */
export interface Slot {
  readonly holder: Json[] | JsonObject;
  readonly key: string | number;
}

/** All places of a document but its root. */
export function slotsOf(root: Json): readonly Slot[] {
  const found: Slot[] = [];
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const holder = value;
    const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
    for (const key of keys) {
      found.push({ holder, key });
      open.push(read({ holder, key }));
    }
  }
  return found;
}

export function read({ holder, key }: Slot): Json {
  return (holder as JsonObject)[key] ?? null;
}

/** Sets even names such as `__proto__` as plain properties, as parsing JSON does. */
export function write({ holder, key }: Slot, value: Json): void {
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}

export function remove({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

export function copy(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
