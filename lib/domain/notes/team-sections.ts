import { sectionOf, type CommitSection } from './note-kinds';
import type { NotedCommit } from './noted-commits';
import type { ReleaseFile } from './release-file';
import type { NoteEntry, NoteForm, NoteSection } from './release-notes';

/** What notes are made of. */
export interface NoteSources {
  /** The newest first. */
  readonly commits: readonly NotedCommit[];
  /** Missing where there is no `release.yaml`. */
  readonly file?: ReleaseFile | undefined;
  /** How traffic moves, a sentence each; missing where no plan is known. */
  readonly rollout?: readonly string[] | undefined;
}

/** A section, or nothing where nothing says whether there is something to it. */
type Section = (sources: NoteSources) => readonly NoteEntry[] | undefined;

const fromCommits =
  (key: CommitSection): Section =>
  ({ commits }) => {
    const entries = commits.filter((commit) => sectionOf(commit) === key).map((commit) => entryOf(commit));
    return entries.length === 0 ? undefined : entries;
  };

const written =
  (read: (file: ReleaseFile) => readonly string[] | undefined): Section =>
  ({ file }) =>
    file && read(file)?.map(sentence);

/** What commits say, and what people say besides. */
const both =
  (key: CommitSection, read: (file: ReleaseFile) => readonly string[] | undefined): Section =>
  (sources) => {
    const [people, code] = [written(read)(sources), fromCommits(key)(sources)];
    return people || code ? [...(people ?? []), ...(code ?? [])] : undefined;
  };

/** Commits say whether there are any, so here "none" is known. */
const breaking: Section = ({ commits }) =>
  commits.flatMap((commit) => (commit.breaking === undefined ? [] : [entryOf(commit, commit.breaking)]));

const knownIssues: Section = ({ file }) =>
  file?.knownIssues?.map(({ issue, workaround }) =>
    sentence(workaround === undefined ? issue : `${issue} Workaround: ${workaround}`),
  );

const contributors: Section = ({ commits }) => {
  const names = [...new Set(commits.map(({ author }) => author))].toSorted((a, b) => (a < b ? -1 : 1));
  return names.length === 0 ? undefined : names.map(sentence);
};

const rollout: Section = (sources) => sources.rollout?.map(sentence);

const SECTIONS: Readonly<Record<string, readonly [title: string, section: Section]>> = {
  highlights: ['Highlights', written(({ highlights }) => highlights)],
  problem: ['What was wrong', written(({ incident }) => incident && [incident.problem])],
  impact: ['Impact', written(({ incident }) => (incident?.impact === undefined ? undefined : [incident.impact]))],
  cause: ['Cause', written(({ incident }) => (incident?.cause === undefined ? undefined : [incident.cause]))],
  breaking: ['Breaking changes', breaking],
  migration: ['Migration', written(({ migration }) => migration)],
  features: ['New features', fromCommits('features')],
  improvements: ['Improvements', fromCommits('improvements')],
  fixes: ['Fixes', fromCommits('fixes')],
  security: ['Security', both('security', ({ security }) => security)],
  performance: ['Performance', fromCommits('performance')],
  deprecations: ['Deprecations', both('deprecations', ({ deprecations }) => deprecations)],
  dependencies: ['Dependencies', fromCommits('dependencies')],
  documentation: ['Documentation', fromCommits('documentation')],
  reverted: ['Taken back', fromCommits('reverted')],
  others: ['Other changes', fromCommits('others')],
  'known-issues': ['Known issues', knownIssues],
  rollout: ['Rollout schedule', rollout],
  upgrade: ['Upgrade', written(({ upgrade }) => upgrade)],
  'follow-up': ['Follow-up', written(({ incident }) => incident?.followUp)],
  contributors: ['Contributors', contributors],
};

const OF_CHANGES = 'features improvements security performance deprecations dependencies documentation reverted others';
/** A hotfix begins with what it mends; whatever else is in it is said too, since it should not be. */
const ORDER: Readonly<Record<NoteForm, readonly string[]>> = {
  standard:
    `highlights breaking migration ${OF_CHANGES.replace('security', 'fixes security')} known-issues rollout upgrade contributors`.split(
      ' ',
    ),
  hotfix:
    `problem impact cause fixes highlights breaking migration ${OF_CHANGES} known-issues rollout upgrade follow-up contributors`.split(
      ' ',
    ),
};

/** The sections of notes for a team; one without a source is left out. */
export function teamSections(sources: NoteSources, form: NoteForm): readonly NoteSection[] {
  return chosenSections(sources, ORDER[form]);
}

/** Some of the sections, in the order given; one without a source is left out. */
export function chosenSections(sources: NoteSources, keys: readonly string[]): readonly NoteSection[] {
  return keys.flatMap((key) => {
    const [title = key, section] = SECTIONS[key] ?? [];
    const entries = section?.(sources);
    return entries ? [{ key, title, entries }] : [];
  });
}

function entryOf({ description, scope, refs, sha, author }: NotedCommit, text = description): NoteEntry {
  const unsaid = refs.filter((ref) => !text.includes(ref));
  return { text, ...(scope === undefined ? {} : { scope }), refs: unsaid, commit: sha.slice(0, 12), author };
}

function sentence(text: string): NoteEntry {
  return { text, refs: [] };
}
