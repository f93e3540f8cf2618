/** A key as trackers make them: the letters of a project, a hyphen, a number; the name of a branch may go on after it. */
const KEY = /(?<![A-Za-z0-9-])[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,6}(?![A-Za-z0-9]|-\d)/g;

/** What looks like one, and is the name of a standard. */
const STANDARDS: ReadonlySet<string> = new Set([
  'AES',
  'CVE',
  'CWE',
  'GHSA',
  'ISO',
  'MD',
  'PEP',
  'RFC',
  'SHA',
  'UTF',
  'X',
]);

/**
 * The keys of tickets that texts name, each once, in the order in which they stand.
 *
 * @param pattern of a team whose keys look otherwise
 */
export function ticketKeys(texts: readonly string[], pattern: RegExp = KEY): readonly string[] {
  const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  const found = texts.flatMap((text) => [...text.matchAll(all)].map(([key]) => key));
  const own = pattern === KEY ? found.filter((key) => !STANDARDS.has(key.slice(0, key.indexOf('-')))) : found;
  return [...new Set(own.filter((key) => key !== ''))];
}
