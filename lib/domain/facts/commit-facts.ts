import * as v from 'valibot';

/** A commit that a release brings. Times are milliseconds since the epoch. All texts are foreign. */
export interface Commit {
  readonly sha: string;
  /** When it was committed. */
  readonly at: number;
  readonly author: string;
  readonly email?: string | undefined;
  /** The first line of its message. */
  readonly subject: string;
}

/** What commits alone can say of a release: they name no hurry, and no promise to release each of them. */
export const SUGGESTED_TYPES = ['patch', 'minor', 'major'] as const;
export type SuggestedType = (typeof SUGGESTED_TYPES)[number];

/** A type that commits ask for, with the reason. */
export interface TypeSuggestion {
  readonly type: SuggestedType;
  /** One sentence. */
  readonly sentence: string;
}

/** The commits since the last release of the service. */
export interface CommitsSince {
  /** The commit of the release before. */
  readonly since: string;
  readonly count: number;
  /** How many people wrote them. */
  readonly authors: number;
  /** When the first of them was committed; missing where there is none. */
  readonly firstAt?: number | undefined;
  /** The newest, as far as there is room. */
  readonly some: readonly Commit[];
  /** The least type of release that all of them ask for; missing in facts of before it was kept. */
  readonly suggests?: TypeSuggestion | undefined;
  /** The files that they change, by their paths from the top of the repository; missing where they do not all have room. */
  readonly paths?: readonly string[] | undefined;
}

/** By what a release is known to be a hotfix. */
export const HOTFIX_SOURCES = ['annotation', 'branch', 'commit'] as const;

/**
 * What is known of the commit of a release, by its subject. None of it is in a template, which would differ with every
 * commit. What is missing is unknown: never none, and never 0.
 */
export interface CommitFacts {
  /** The version of this shape. */
  readonly schema: 1;
  readonly sha: string;
  /** When it was committed, in milliseconds since the epoch. */
  readonly at?: number | undefined;
  readonly branch?: string | undefined;
  /** What the team calls the release, such as `2.4.0`. */
  readonly version?: string | undefined;
  readonly pullRequest?: { readonly id: string; readonly url?: string | undefined } | undefined;
  readonly commits?: CommitsSince | undefined;
  /** The keys of the tickets that commits and branch name, such as `SHOP-12`. */
  readonly tickets: readonly string[];
  /** Where the commit can be seen. */
  readonly url?: string | undefined;
  readonly ci?: { readonly name: string; readonly runUrl?: string | undefined } | undefined;
  /** By what it is known to be a hotfix; missing where nothing says so. */
  readonly hotfix?: (typeof HOTFIX_SOURCES)[number] | undefined;
  /** When what it mends was discovered, as whoever annotated it says, in milliseconds since the epoch. */
  readonly discoveredAt?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly annotatedAt: number;
  /** Who had it annotated, as the CI system names them. */
  readonly by?: string | undefined;
}

const commitSchema = v.object({
  sha: v.string(),
  at: v.number(),
  author: v.string(),
  email: v.optional(v.string()),
  subject: v.string(),
}) satisfies v.GenericSchema<unknown, Commit>;

/** Facts as they are kept. */
export const commitFactsSchema = v.object({
  schema: v.literal(1),
  sha: v.string(),
  at: v.optional(v.number()),
  branch: v.optional(v.string()),
  version: v.optional(v.string()),
  pullRequest: v.optional(v.object({ id: v.string(), url: v.optional(v.string()) })),
  commits: v.optional(
    v.object({
      since: v.string(),
      count: v.number(),
      authors: v.number(),
      firstAt: v.optional(v.number()),
      some: v.array(commitSchema),
      suggests: v.optional(v.object({ type: v.picklist(SUGGESTED_TYPES), sentence: v.string() })),
      paths: v.optional(v.array(v.string())),
    }),
  ),
  tickets: v.array(v.string()),
  url: v.optional(v.string()),
  ci: v.optional(v.object({ name: v.string(), runUrl: v.optional(v.string()) })),
  hotfix: v.optional(v.picklist(HOTFIX_SOURCES)),
  discoveredAt: v.optional(v.number()),
  annotatedAt: v.number(),
  by: v.optional(v.string()),
}) satisfies v.GenericSchema<unknown, CommitFacts>;
