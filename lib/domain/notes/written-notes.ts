import { ticketKeys } from '../facts/ticket-keys';
import type { ReleaseState } from '../release/release';
import { oneLine } from '../text/one-line';
import { chosenSections, teamSections, type NoteSources } from './team-sections';
import type { Audience, NoteEntry, NoteForm, NoteSection, ReleaseNotes } from './release-notes';

export interface NoteRequest extends NoteSources {
  readonly audience: Audience;
  readonly form: NoteForm;
  readonly service?: string | undefined;
  readonly version?: string | undefined;
  readonly from: string;
  readonly to: string;
  /** How the release ended, or where it stands; missing where it is not known. */
  readonly state?: ReleaseState | undefined;
  /** The day of the notes, in milliseconds since the epoch. */
  readonly at: number;
}

/** Notes for a team, or what customers are told before a release, after it, and where it went wrong. */
export function writtenNotes(request: NoteRequest): ReleaseNotes {
  const { audience, form, service, version, from, to, at } = request;
  const { title, intro, sections, closing } = said(request);
  return {
    ...{ schema: 1, audience, form, title: oneLine(title) },
    ...(service === undefined ? {} : { service: oneLine(service) }),
    ...(version === undefined ? {} : { version: oneLine(version) }),
    ...{ from, to, date: new Date(at).toISOString().slice(0, 10) },
    intro: intro.map(oneLine),
    sections: sections.map((section) => ({ ...section, entries: section.entries.map(inOneLine) })),
    closing: closing.map(oneLine),
  };
}

type Said = Pick<ReleaseNotes, 'title' | 'intro' | 'sections' | 'closing'>;

function said(request: NoteRequest): Said {
  const { audience, form, service = 'the service', version, file } = request;
  const named = version === undefined ? service : `${service} ${version}`;
  const own = file?.customer;
  switch (audience) {
    case 'team':
      return {
        title: `${form === 'hotfix' ? 'Hotfix' : 'Release'} of ${named}`,
        ...{ intro: [], sections: teamSections(request, form), closing: [] },
      };
    case 'customer-before':
      return {
        title: `Coming soon: ${named}`,
        intro: [`We are about to update ${service}. It stays available meanwhile.`, ...(own?.before ?? [])],
        sections: [...newsOf(request), ...chosenSections(request, ['migration', 'known-issues', 'rollout'])],
        closing: ['We watch every step, and go back to the version of now should anything be worse.'],
      };
    case 'customer-after':
      return {
        title: `Updated: ${named}`,
        intro: [`We have updated ${service}.`, ...(own?.after ?? [])],
        sections: [...newsOf(request), ...chosenSections(request, ['migration', 'known-issues', 'upgrade'])],
        closing: [],
      };
    case 'customer-trouble':
      return { title: `A problem with ${named}`, ...troubleOf(request), closing: [] };
  }
}

/** What is new, in words for anybody; where nobody wrote any, what the features and fixes are called. */
function newsOf(request: NoteRequest): readonly NoteSection[] {
  const [highlights] = chosenSections(request, ['highlights']);
  if (highlights && highlights.entries.length > 0) return [{ ...highlights, title: 'What is new' }];
  return chosenSections(request, ['features', 'fixes']).map((section) => ({
    ...section,
    title: section.key === 'features' ? 'What is new' : 'What we mended',
    // Scopes, tickets and commits are the team's own affair.
    entries: section.entries.map(({ text }) => ({ text: withoutKeys(text), refs: [] })),
  }));
}

/** A text without the numbers and keys that mean something to the team alone. */
function withoutKeys(text: string): string {
  const keys = [...ticketKeys([text]), ...ticketKeys([text], /(?:pull request )?#\d+/u)];
  return keys
    .reduce((left, key) => left.replaceAll(`(${key})`, '').replaceAll(`[${key}]`, '').replaceAll(key, ''), text)
    .replace(/^[\s:,-]+|[\s:,-]+$/gu, '');
}

/** What customers are told depends on what serves now, which must not be guessed. */
function troubleOf(request: NoteRequest): Pick<Said, 'intro' | 'sections'> {
  const { service = 'the service', state, file } = request;
  const sections = chosenSections(request, ['impact', 'known-issues']);
  const own = file?.customer?.trouble ?? [];
  switch (state) {
    case 'rolled-back':
      return {
        intro: [
          `An update of ${service} did not work as it should. We have put the version before back, which serves now.`,
          ...own,
        ],
        sections,
      };
    case 'blocked':
      return {
        intro: [`We stopped an update of ${service} before it reached anybody. Nothing has changed for you.`, ...own],
        sections: [],
      };
    case 'released':
    case 'failed':
    case 'gating':
    case 'shifting':
    case 'verifying':
    case 'refused':
    case 'rolling-back':
    case undefined:
      return { intro: [`An update of ${service} does not work as it should. We are working on it.`, ...own], sections };
  }
}

function inOneLine({ text, scope, refs, commit, author }: NoteEntry): NoteEntry {
  return {
    text: oneLine(text),
    ...(scope === undefined ? {} : { scope: oneLine(scope) }),
    refs: refs.map(oneLine),
    ...(commit === undefined ? {} : { commit }),
    ...(author === undefined ? {} : { author: oneLine(author) }),
  };
}
