/** A part of a template. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'section'; readonly name: string; readonly isInverted: boolean; readonly parts: readonly Part[] };

export type NoteTemplate = readonly Part[];

export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a template is filled with: texts, and lists of the same. */
export type View = Readonly<Record<string, ViewValue>>;
type ViewValue = string | readonly (View | string)[] | undefined;

/** A mark; one for a section alone on its line takes the line with it. */
const MARK = /(?:^[ \t]*\{\{([#^/])\s*([\w.-]*)\s*\}\}[ \t]*(?:\n|$))|\{\{([#^/]?)\s*([^{}\s]*)\s*\}\}|\{\{/gm;

/**
 * Reads a template: `{{name}}` is a text, `{{#name}}…{{/name}}` is repeated for each item of a list, or stands once where
 * there is a text, and `{{^name}}…{{/name}}` stands where there is neither. `{{.}}` is an item that is a text. These
 * marks are those of Mustache; every text is escaped.
 */
export function readNoteTemplate(
  text: string,
  known: ReadonlySet<string>,
): { readonly template: NoteTemplate } | { readonly problems: readonly TemplateProblem[] } {
  const problems: TemplateProblem[] = [];
  const root: Part[] = [];
  const open: { readonly name: string; readonly parts: Part[]; readonly at: number }[] = [];
  const into = () => open.at(-1)?.parts ?? root;
  const problem = (at: number, message: string) => problems.push({ ...placeOf(text, at), message });
  let done = 0;
  for (const match of text.matchAll(MARK)) {
    const { index: at, 0: whole, 1: alone, 2: sectionName, 3: sign = alone ?? '', 4: name = sectionName ?? '' } = match;
    into().push({ kind: 'text', text: text.slice(done, at) });
    done = at + whole.length;
    const unknown = name !== '.' && !known.has(name);
    if (whole === '{{') problem(at, 'a mark that does not end; write {{name}}');
    else if (unknown)
      problem(at, `there is no ${name === '' ? 'empty name' : name}; known are ${[...known].join(', ')}`);
    if (whole === '{{' || (unknown && sign === '')) continue;
    if (sign === '') into().push({ kind: 'value', name });
    else if (sign !== '/') {
      const parts: Part[] = [];
      into().push({ kind: 'section', name, isInverted: sign === '^', parts });
      open.push({ name, parts, at });
    } else if (open.at(-1)?.name === name) open.pop();
    else
      problem(
        at,
        `{{/${name}}} ends nothing that is open${open.length > 0 ? `; {{#${open.at(-1)?.name ?? ''}}} is` : ''}`,
      );
  }
  for (const { name, at } of open) problem(at, `{{#${name}}} is never ended; write {{/${name}}} after it`);
  root.push({ kind: 'text', text: text.slice(done) });
  return problems.length > 0 ? { problems } : { template: root };
}

/** Fills a template. What a view has not is looked for in the one around it. @param escape makes a text harmless */
export function filledTemplate(template: NoteTemplate, view: View, escape: (text: string) => string): string {
  return filled(template, [view], escape);
}

function filled(parts: readonly Part[], views: readonly (View | string)[], escape: (text: string) => string): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = valueOf(part.name, views);
      if (part.kind === 'value') return typeof value === 'string' ? escape(value) : '';
      const items = typeof value === 'string' ? (value === '' ? [] : [undefined]) : (value ?? []);
      if (part.isInverted) return items.length === 0 ? filled(part.parts, views, escape) : '';
      return items.map((item) => filled(part.parts, item === undefined ? views : [...views, item], escape)).join('');
    })
    .join('');
}

function valueOf(name: string, views: readonly (View | string)[]): ViewValue {
  const last = views.at(-1);
  if (name === '.') return typeof last === 'string' ? last : undefined;
  for (const view of views.toReversed()) {
    if (typeof view !== 'string' && Object.hasOwn(view, name)) return view[name];
  }
  return undefined;
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
