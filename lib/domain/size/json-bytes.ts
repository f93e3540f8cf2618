const UTF_8 = new TextEncoder();

/** What a value takes as JSON text in UTF-8, which is what AWS's limits count. */
export function jsonBytes(value: unknown): number {
  return UTF_8.encode(JSON.stringify(value)).length;
}
