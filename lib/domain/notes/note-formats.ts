import { oneLine } from '../text/one-line';

export const NOTE_FORMATS = ['markdown', 'chat', 'mail'] as const;
export type NoteFormat = (typeof NOTE_FORMATS)[number];

/** How a format is written. */
export interface NoteStyle {
  /** Makes a foreign text one that says what it says, and does nothing. */
  readonly escape: (text: string) => string;
  readonly template: string;
}

const ZERO_WIDTH_SPACE = '\u200B';

/** How each format is written where a team has no template of its own. */
export const NOTE_STYLES: Readonly<Record<NoteFormat, NoteStyle>> = {
  markdown: {
    escape: markdown,
    template: `# {{title}}

{{date}}{{#from}}, {{from}} to {{to}}{{/from}}
{{#intro}}

{{.}}
{{/intro}}
{{#sections}}

## {{title}}

{{#entries}}
- {{#scope}}**{{scope}}**: {{/scope}}{{text}}{{#refs}} {{.}}{{/refs}}{{#commit}} ({{commit}}){{/commit}}
{{/entries}}
{{^entries}}
None.
{{/entries}}
{{/sections}}
{{#closing}}

{{.}}
{{/closing}}
`,
  },
  chat: {
    escape: chat,
    template: `*{{title}}* ({{date}})
{{#intro}}
{{.}}
{{/intro}}
{{#sections}}

*{{title}}*
{{#entries}}
• {{#scope}}{{scope}}: {{/scope}}{{text}}{{#refs}} {{.}}{{/refs}}
{{/entries}}
{{^entries}}
None.
{{/entries}}
{{/sections}}
{{#closing}}

{{.}}
{{/closing}}
`,
  },
  mail: {
    escape: oneLine,
    template: `Subject: {{title}}

{{#intro}}
{{.}}
{{/intro}}
{{#sections}}

{{title}}
{{#entries}}
- {{#scope}}{{scope}}: {{/scope}}{{text}}{{#refs}} {{.}}{{/refs}}
{{/entries}}
{{^entries}}
None.
{{/entries}}
{{/sections}}
{{#closing}}

{{.}}
{{/closing}}
`,
  },
};

/**
 * In Markdown a backslash takes from punctuation what it does (CommonMark Spec, "Backslash escapes"); a person who is
 * mentioned, on GitHub, hears of it all the same, but for what is between the sign and the name.
 */
function markdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replace(/^(#{1,6}(?= |$)|[-+=](?= |$|[-=])|\d+[.)](?= |$))/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
    .replace(/@(?=\w)/g, `@${ZERO_WIDTH_SPACE}`);
}

/**
 * Slack's three characters of control are written as entities (Slack, "Formatting message text", section "Escaping
 * text"), so that nobody is mentioned and no link has another's name. It has no escape for what makes text bold or struck
 * out: those signs are replaced by others that look like them.
 */
function chat(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('`', 'ˋ')
    .replace(/@(?=\w)/g, `@${ZERO_WIDTH_SPACE}`);
}
