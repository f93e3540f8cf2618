import { NOTE_STYLES, type NoteFormat } from './note-formats';
import { filledTemplate, readNoteTemplate, type NoteTemplate, type TemplateProblem, type View } from './note-template';
import type { NoteSection, ReleaseNotes } from './release-notes';

/** The names that a template may have. */
export const TEMPLATE_NAMES: ReadonlySet<string> = new Set([
  ...['title', 'service', 'version', 'from', 'to', 'date', 'audience', 'form', 'intro', 'sections', 'closing'],
  ...['key', 'entries', 'text', 'scope', 'refs', 'commit', 'author'],
]);

/** The template of a team, or all that is wrong with it. */
export function readTemplate(
  text: string,
): { readonly template: NoteTemplate } | { readonly problems: readonly TemplateProblem[] } {
  return readNoteTemplate(text, TEMPLATE_NAMES);
}

/** Notes in a format, by a template of a team or by ours. */
export function notesText(notes: ReleaseNotes, format: NoteFormat, own?: NoteTemplate): string {
  const { escape, template } = NOTE_STYLES[format];
  const text = filledTemplate(own ?? ownTemplate(template), viewOf(notes), escape);
  // What is left out leaves its blank lines behind.
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function ownTemplate(text: string): NoteTemplate {
  const read = readTemplate(text);
  if ('problems' in read) throw new Error(`A template of ours is wrong: ${JSON.stringify(read.problems)}`);
  return read.template;
}

function viewOf({
  from,
  to,
  service,
  version,
  intro,
  closing,
  sections,
  title,
  date,
  audience,
  form,
}: ReleaseNotes): View {
  return {
    ...{ title, date, audience, form, intro, closing, service, version },
    // Commits are the team's own affair.
    ...(audience === 'team' ? { from: from.slice(0, 12), to: to.slice(0, 12) } : {}),
    sections: sections.map(sectionView),
  };
}

function sectionView({ key, title, entries }: NoteSection): View {
  return {
    ...{ key, title },
    entries: entries.map(({ text, scope, refs, commit, author }) => ({ text, scope, refs, commit, author })),
  };
}
