/** What a platform publishes under `/sluice/<platform>/` and a command reads, by the last part of the parameter's name. */
export type PublishedName = 'codedeploy-application' | 'ledger-table' | 'manifest-schema';

/** The SSM parameter of something that a platform publishes. */
export function publishedName(platformName: string, name: PublishedName): string {
  return `/sluice/${platformName}/${name}`;
}

/**
 * The schema of manifests that this platform's code understands. One that publishes none understands 1, in which the file of
 * gates is not bound to its bytes.
 */
export const MANIFEST_SCHEMA = 2;
