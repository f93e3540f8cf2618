import type { SuggestedType } from '../facts/commit-facts';
import type { ReleaseType } from '../release/release-type';

/** How much a type admits. What is continuous or in a hurry may change as little as a patch. */
const ADMITS: Readonly<Record<ReleaseType, number>> = { continuous: 0, hotfix: 0, patch: 0, minor: 1, major: 2 };

/** Whether a release of a type may change less than its commits suggest that it does. */
export function isBelow(type: ReleaseType, suggested: SuggestedType): boolean {
  return ADMITS[type] < ADMITS[suggested];
}
