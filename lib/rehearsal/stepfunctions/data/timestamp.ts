/** The profile of ISO 8601 that Step Functions reads: an uppercase `T`, and a `Z` or an offset (RFC 3339). */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch, or undefined where it is no timestamp. */
export function parseTimestamp(text: string): number | undefined {
  const time = TIMESTAMP.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
