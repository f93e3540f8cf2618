import type { Report } from './report';

/**
 * What was known at synth of each released alias, in paragraphs for a person; of several releases, by the last one that
 * had a deployment.
 */
export function foreseenLines({ releases }: Pick<Report, 'releases'>): readonly string[] {
  const known = new Map(
    releases
      .filter(({ foreseen }) => foreseen.length > 0)
      .map((release) => [`${release.function}:${release.alias}`, release.foreseen]),
  );
  return [...known].map(([alias, sentences]) => [`Known at synth of ${alias}:`, ...sentences].join('\n  '));
}
