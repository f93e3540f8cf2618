/** What the guarded bake is called among the gates of a release. */
export const BAKE_GATE = 'bake';

/** How long a release bakes where nothing is said, in minutes. */
export const DEFAULT_BAKE_MINUTES = 5;

/** The most that there is room for in the hour that CodeDeploy waits for its last hook, in minutes. */
export const MOST_BAKE_MINUTES = 30;

/** Until its first whole minute has begun, and until the last one is published, in seconds. */
const SECONDS_BESIDE = 60 + 120;

/** How long a bake takes at most, with the wait for the metrics of its last minute, in seconds. */
export function bakeSeconds(minutes: number): number {
  return minutes * 60 + SECONDS_BESIDE;
}
