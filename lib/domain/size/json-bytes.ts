const UTF_8 = new TextEncoder();

/** What a value takes as JSON text in UTF-8, which is what AWS's limits count. */
export function jsonBytes(value: unknown): number {
  return utf8Bytes(JSON.stringify(value));
}

/** What a text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  return UTF_8.encode(text).length;
}
