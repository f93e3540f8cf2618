/** For whom notes are, and when. */
export const AUDIENCES = ['team', 'customer-before', 'customer-after', 'customer-trouble'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const NOTE_FORMS = ['standard', 'hotfix'] as const;
export type NoteForm = (typeof NOTE_FORMS)[number];

/** One line of a section. All texts are foreign. */
export interface NoteEntry {
  readonly text: string;
  readonly scope?: string | undefined;
  /** Tickets and pull requests. */
  readonly refs: readonly string[];
  /** The commit that it comes from. */
  readonly commit?: string | undefined;
  readonly author?: string | undefined;
}

export interface NoteSection {
  /** Stable, such as `known-issues`. */
  readonly key: string;
  /** In words of ours. */
  readonly title: string;
  /** None where it is known that there are none. */
  readonly entries: readonly NoteEntry[];
}

/** Notes of a release as a value: each format, and a template of a team, renders it in its own way. */
export interface ReleaseNotes {
  /** The version of this shape. */
  readonly schema: 1;
  readonly audience: Audience;
  readonly form: NoteForm;
  readonly title: string;
  /** Foreign text. */
  readonly service?: string | undefined;
  /** Foreign text. */
  readonly version?: string | undefined;
  /** Commits. */
  readonly from: string;
  readonly to: string;
  /** The day, UTC, such as `2026-03-02`. */
  readonly date: string;
  /** What comes before the sections, a sentence each. */
  readonly intro: readonly string[];
  readonly sections: readonly NoteSection[];
  /** What comes after them, a sentence each. */
  readonly closing: readonly string[];
}
