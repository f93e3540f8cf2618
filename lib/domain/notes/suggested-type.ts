import type { TypeSuggestion } from '../facts/commit-facts';
import type { NotedCommit } from './noted-commits';

/**
 * The least type that commits ask for, by Conventional Commits: what breaks something makes a major release, what adds something a
 * minor one, and anything else of a known type a patch. Where no commit says what it is, nobody knows how much they change, and the
 * suggestion is a minor release.
 */
export function suggestedType(commits: readonly Pick<NotedCommit, 'type' | 'breaking' | 'sha'>[]): TypeSuggestion {
  const breaking = commits.find((commit) => commit.breaking !== undefined);
  if (breaking) return { type: 'major', sentence: `Commit ${shortSha(breaking)} breaks what others rely on.` };
  const feature = commits.find(({ type }) => type !== undefined && FEATURES.has(type));
  if (feature) return { type: 'minor', sentence: `Commit ${shortSha(feature)} adds a feature.` };
  if (commits.every(({ type }) => type === undefined))
    return {
      type: 'minor',
      sentence:
        commits.length === 0
          ? 'There is no commit that says what changed.'
          : 'No commit says by its type what it changes, such as feat: or fix:.',
    };
  return { type: 'patch', sentence: 'No commit breaks anything or adds a feature.' };
}

const FEATURES: ReadonlySet<string> = new Set(['feat', 'feature']);

function shortSha({ sha }: { readonly sha: string }): string {
  return sha.slice(0, 8);
}
