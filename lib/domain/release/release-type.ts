/** How much a release changes, and with that how many have to agree. */
export const RELEASE_TYPES = ['continuous', 'hotfix', 'patch', 'minor', 'major'] as const;
export type ReleaseType = (typeof RELEASE_TYPES)[number];

/** What a release is that says nothing of it. */
export const DEFAULT_RELEASE_TYPE: ReleaseType = 'minor';
