import { oneLine } from '../domain/text/one-line';
import { withUnseenShown } from '../domain/text/visible-text';

/** Whose texts have lines of their own, which are indented where they are printed: logs, and what commands said. */
const OF_LINES: ReadonlySet<string> = new Set(['lines', 'output']);

/**
 * What is to be printed, with every text in it fit for a terminal: one line, and nothing that acts, such as escape
 * sequences or characters that turn round what is beside them. So a report is made fit before it is laid out and coloured.
 */
export function forTerminal<T>(value: T): T {
  return fit(value, oneLine) as T;
}

/** A text of ours that may have several lines, such as the message of an error, with nothing in it that acts. */
export function linesForTerminal(text: string): string {
  return withUnseenShown(text);
}

function fit(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => fit(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [text(key), fit(one, OF_LINES.has(key) ? linesForTerminal : text)]),
  );
}
