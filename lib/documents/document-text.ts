import { stringify } from 'yaml';

/** A document as the text of a YAML file. Long lines stay whole, so that a search finds what a person said. */
export function yamlText(document: unknown): string {
  return stringify(document, { lineWidth: 0 });
}

/** A document as JSON lines: the whole without one of its lists, then the items of that list. */
export function jsonLinesText(document: Readonly<Record<string, unknown>>, list: string): string {
  const { [list]: items, ...head } = document;
  const lines = [head, ...(Array.isArray(items) ? (items as readonly unknown[]) : [])];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
